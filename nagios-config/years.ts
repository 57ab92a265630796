import type { Years } from './timeperiod.ts';

/** The years whose holidays are written out on a day: its own and the two after it. */
export function yearsFrom(now: number): Years {
  const year = new Date(now).getUTCFullYear();
  return { from: year, until: year + 2 };
}

/** What to say when the written holidays end within half a year; nothing before that. */
export function holidayWarning({ until }: Years, now: number): readonly string[] {
  const end = Date.UTC(until + 1, 0, 1);
  if (now < end - halfAYear) return [];
  const ended = now >= end ? 'ended with' : 'end with';
  return [
    `the dated holidays ${ended} ${until}: generate again, or Nagios takes later ones for working days`,
  ];
}

const halfAYear = 183 * 86_400_000;
