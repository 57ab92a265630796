import { type TUnsafe, Type } from 'typebox';
import { CustomText } from '../../plugins/settings/custom.ts';
import type { Complain, Settings } from '../../plugins/settings/load.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import { type KeyPath, showValue } from '../../plugins/settings/problem.ts';
import { formatInstant, parseInstant } from '../../sla/written/instant.ts';
import { text } from './fields.ts';
import { hostName, key } from './names.ts';

/** Epoch milliseconds, written with an offset or `Z`. */
function Instant(description: string): TUnsafe<number> {
  const expected = 'an instant such as 2026-10-16T16:30:00+02:00';
  return CustomText(
    { format: 'date-time', description },
    expected,
    (input) => parseInstant(input)?.millisecond,
  );
}

/** A maintenance window that was announced to a customer; it counts if that was before its start. */
export const maintenanceWindow = Type.Object({
  announced: Instant('When the customer was told.'),
  start: Instant('When it begins.'),
  end: Instant('When it is over.'),
  hosts: Type.Array(hostName, {
    default: [],
    description: 'What it covers; with neither hosts nor applications everything of the customer.',
  }),
  applications: Type.Array(key, { default: [], description: 'The keys of applications.' }),
  reason: text('What will be done.'),
});

type Window = Settings<typeof maintenanceWindow>;

/** A customer's windows and where they stand, and what the customer has. */
export interface WrittenWindows {
  readonly windows: readonly Window[];
  readonly path: KeyPath;
  readonly hosts: readonly string[];
  readonly applications: readonly string[];
}

/** Complains about windows that end before they start, and about hosts and applications that the customer does not have. */
export function checkMaintenance(
  { windows, path, hosts, applications }: WrittenWindows,
  complain: Complain,
): void {
  const has = { hosts, applications };
  for (const [index, window] of windows.entries()) {
    if (window.end <= window.start) {
      const what = `must be after the start, ${formatInstant(window.start)}`;
      complain([...path, index, 'end'], what);
    }
    for (const kind of ['hosts', 'applications'] as const) {
      for (const [n, name] of window[kind].entries()) {
        if (has[kind].includes(name)) continue;
        const what = `the customer has no ${kind.slice(0, -1)} ${showValue(name)}`;
        complain([...path, index, kind, n], what + didYouMean(name, has[kind]));
      }
    }
  }
}
