import { parsePercent, parseSize } from '../check/size.ts';
import type { Status } from '../check/status.ts';
import { UsageError } from '../check/usage-error.ts';

/** Free swap space at or below which to alert: bytes, or percent of all. */
export interface SwapLimit {
  readonly amount: number;
  readonly unit: '%' | 'B';
}

/** The limits of both statuses; one that is not given is 0 bytes, which a full swap space still reaches. */
export interface SwapLimits {
  readonly warning: SwapLimit;
  readonly critical: SwapLimit;
}

/** Swap space in whole MiB, as the reference counts. */
export interface SwapSpace {
  readonly total: number;
  readonly free: number;
}

/** Bytes in a MiB. */
export const mebibyte = 1024 * 1024;

/** Reads `500`, `500M` or `10.5%`. Throws a UsageError, also above 100 %. */
export function limitText(text: string, name: string): SwapLimit {
  const percent = parsePercent(text);
  if (percent !== undefined && percent <= 100) return { amount: percent, unit: '%' };
  const bytes = parseSize(text);
  if (bytes !== undefined) return { amount: bytes, unit: 'B' };
  const kind = name === '--critical' ? 'Critical' : 'Warning';
  const must =
    percent === undefined ? 'be positive integer or percentage' : 'percentage must be <= 100';
  throw new UsageError(`check_swap: ${kind} threshold ${must}!`, [
    `${name}: not a size or a percentage: "${text}"`,
  ]);
}

/** The limits as given. Throws a UsageError when there are none, or when they cannot both be meant. */
export function settleLimits(given: {
  readonly warning: SwapLimit | undefined;
  readonly critical: SwapLimit | undefined;
}): SwapLimits {
  const { warning = nothing, critical = nothing } = given;
  if (warning.amount === 0 && critical.amount === 0) {
    throw new UsageError('check_swap: Could not parse arguments', ['no limits were given']);
  }
  if (warning.unit === critical.unit && warning.amount < critical.amount) {
    throw new UsageError('check_swap: Warning should be more than critical', [
      `--warning: ${warning.amount}${warning.unit}, --critical: ${critical.amount}${critical.unit}`,
    ]);
  }
  return { warning, critical };
}

/** The status of so much free space. */
export function judgeSpace(space: SwapSpace, { warning, critical }: SwapLimits): Status {
  if (isReached(critical, space)) return 'CRITICAL';
  return isReached(warning, space) ? 'WARNING' : 'OK';
}

/** The limit in bytes. */
export function bytesOf({ amount, unit }: SwapLimit, { total }: SwapSpace): number {
  return unit === 'B' ? amount : Math.floor(Math.floor((total * mebibyte) / 100) * amount);
}

const nothing: SwapLimit = { amount: 0, unit: 'B' };

function isReached({ amount, unit }: SwapLimit, { total, free }: SwapSpace): boolean {
  if (unit === 'B') return free * mebibyte <= amount;
  return amount !== 0 && (100 * (total - free)) / total >= 100 - amount;
}
