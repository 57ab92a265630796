import { localTime } from '../zone.ts';

/** Tells the local month, `YYYY-MM`, of instants in a zone; it remembers where the months begin, and their names. */
export function monthsIn(zone: string): (instant: number) => string {
  const names = new Map<number, string>();
  const starts = new Map<number, number>();
  const startOf = (month: number) => {
    const known = starts.get(month);
    if (known !== undefined) return known;
    const local = Date.UTC(1970, month, 1);
    const start = localTime(zone, local, local).instantOf(local, 'first');
    starts.set(month, start);
    return start;
  };
  return (instant) => {
    const date = new Date(instant);
    let month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
    if (instant < startOf(month)) month -= 1;
    else if (instant >= startOf(month + 1)) month += 1;
    const name = names.get(month) ?? nameOf(month);
    names.set(month, name);
    return name;
  };
}

/** The name of a month that is given as months since January 1970. */
function nameOf(month: number): string {
  return `${1970 + Math.floor(month / 12)}-${String((((month % 12) + 12) % 12) + 1).padStart(2, '0')}`;
}
