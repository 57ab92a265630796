import { Type } from 'typebox';
import type { Settings } from '../../plugins/settings/load.ts';
import type { Shares } from '../../sla/transition.ts';

const percent = (description: string, initial: readonly number[]) =>
  Type.Array(Type.Integer({ minimum: 1, maximum: 99, expected: 'a percentage from 1 to 99' }), {
    default: [...initial],
    description,
  });

/** The key `reminders` of the gateway's configuration: when somebody hears of a clock before it is overdue. */
export const remindersSchema = Type.Object({
  clocks: percent('At which percentages of a guaranteed time.', [50, 75]),
  updates: percent('At which percentages of the time between two status updates.', [75]),
});

/** The shares that a configuration asks for, the usual ones if it says nothing. */
export function sharesOf(reminders: Settings<typeof remindersSchema> | undefined): Shares {
  const shares = (percentages: readonly number[]) =>
    [...new Set(percentages)].map((each) => each / 100);
  const { clocks, updates } = reminders ?? { clocks: [50, 75], updates: [75] };
  return { clocks: shares(clocks), updates: shares(updates) };
}
