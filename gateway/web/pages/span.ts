/** What is left, or by how much that is over, in milliseconds of service time: `3 h 12 min left`. */
export function leftText(left: number): string {
  return `${spanText(Math.abs(left))} ${left < 0 ? 'over' : 'left'}`;
}

/**
 * A span of milliseconds for somebody who looks: `3 h 12 min`, `42 min`, below ten minutes with its seconds.
 * What is less than the smallest unit shown is cut off. assets/live.js says it in the same way.
 */
export function spanText(span: number): string {
  const seconds = Math.floor(span / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0 && minutes === 0) return `${hours} h`;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  if (minutes >= 10) return `${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
