/** Seconds in ps's elapsed time `[[dd-]hh:]mm:ss`; 0 for anything else. */
export function parseElapsed(text: string): number {
  const [, days, hours, minutes, seconds] = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/.exec(text) ?? [];
  const number = (digits: string | undefined) => Number(digits ?? 0);
  return ((number(days) * 24 + number(hours)) * 60 + number(minutes)) * 60 + number(seconds);
}

/** Seconds as ps shows them: `[[dd-]hh:]mm:ss`. */
export function formatElapsed(total: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const days = Math.floor(total / 86400);
  const hours = Math.floor(total / 3600) % 24;
  const minutes = two(Math.floor(total / 60) % 60);
  const tail = `${minutes}:${two(total % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${tail}`;
  return hours > 0 ? `${two(hours)}:${tail}` : tail;
}
