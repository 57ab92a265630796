import type { Complain } from '../../plugins/settings/load.ts';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import { type KeyPath, showValue } from '../../plugins/settings/problem.ts';
import { weekdays } from '../../sla/calendar.ts';
import type { Person } from './person.ts';
import type { DutyEntry } from './schema.ts';

/** A rota, where it stands, and who can be on it. */
export interface WrittenDuty {
  readonly entry: DutyEntry;
  readonly path: KeyPath;
  readonly engineers: readonly Person[];
}

/** Complains about a rota that names nobody we know, or whose times contradict. */
export function checkDuty({ entry, path, engineers }: WrittenDuty, complain: Complain): void {
  const place = { path, known: engineers.map(({ name }) => name), complain };
  checkWeeks(entry, place);
  checkStandIns(entry, place);
  for (const [index, { to }] of entry.climb.entries()) {
    if (typeof to === 'string') continue;
    for (const [n, name] of to.entries()) checkName(name, ['climb', index, 'to', n], place);
  }
}

interface Place {
  readonly path: KeyPath;
  readonly known: readonly string[];
  readonly complain: Complain;
}

function checkName(name: string, below: KeyPath, { path, known, complain }: Place): void {
  const times = known.filter((one) => one === name).length;
  if (times === 1) return;
  const what =
    times === 0
      ? `there is no engineer ${showValue(name)}${didYouMean(name, known)}`
      : `there are several engineers called ${showValue(name)}`;
  complain([...path, ...below], what);
}

function checkWeeks({ from, hand_over, weeks }: DutyEntry, place: Place): void {
  const { path, complain } = place;
  const day = weekdays[Temporal.PlainDate.from(from).dayOfWeek % 7];
  if (day !== hand_over[0]?.day) {
    const what = `is a ${day}, and the first hand-over of a week is on ${hand_over[0]?.day}`;
    complain([...path, 'from'], what);
  }
  for (const [index, week] of weeks.entries()) {
    const names = typeof week === 'string' ? [week] : week;
    for (const [n, name] of names.entries()) {
      checkName(name, typeof week === 'string' ? ['weeks', index] : ['weeks', index, n], place);
    }
    if (typeof week === 'string' || week.length === hand_over.length) continue;
    const what = `names ${week.length}, and there are ${hand_over.length} hand-overs a week`;
    complain([...path, 'weeks', index], what);
  }
}

function checkStandIns({ stand_ins }: DutyEntry, place: Place): void {
  const { path, complain } = place;
  for (const [index, { from, until, by, instead_of }] of stand_ins.entries()) {
    const at: KeyPath = ['stand_ins', index];
    checkName(by, [...at, 'by'], place);
    if (instead_of !== undefined) checkName(instead_of, [...at, 'instead_of'], place);
    if (until <= from) complain([...path, ...at, 'until'], `is not after ${from}`);
  }
}
