import type { Complain } from '../../plugins/settings/load.ts';
import { type KeyPath, showValue } from '../../plugins/settings/problem.ts';
import { readPlans } from './plans.ts';
import type { InventoryFile } from './schema.ts';

/** Complains about plans that cannot be read, and about names in their calendars that are no line of a file. */
export function checkPlans({ plans: written }: InventoryFile, complain: Complain): void {
  const { plans, problems } = readPlans(written);
  for (const { path, what } of problems) complain(['plans', ...path], what);
  for (const [name, value] of Object.entries(written)) {
    for (const [index, { plan }] of (plans.get(name) ?? []).entries()) {
      const version: KeyPath = Array.isArray(value) ? ['plans', name, index] : ['plans', name];
      const { calendar } = plan;
      for (const text of [calendar.name, ...calendar.holidays.map((holiday) => holiday.name)]) {
        if (!control.test(text)) continue;
        complain(
          [...version, 'calendar'],
          `a name must be one line of text, not ${showValue(text)}`,
        );
      }
    }
  }
}

const control = /[\u0000-\u001f\u007f]/;
