import { parseRange, type Range, type Thresholds } from '../check/range.ts';
import { refuse, refuseRange } from '../check/readers.ts';

/** The limits of one path. Those of free space alert inside their range, those of used space outside. */
export interface DiskLimits {
  /** Free space in units. */
  readonly freeUnits: Thresholds;
  readonly freePercent: Thresholds;
  readonly freeInodesPercent: Thresholds;
  readonly usedPercent: Thresholds;
}

/** No limits at all. */
export const noLimits: DiskLimits = {
  freeUnits: {},
  freePercent: {},
  freeInodesPercent: {},
  usedPercent: {},
};

/** The limits with one more of free space: `10%` and `10` are kept side by side, the last of each counts. */
export function withFreeLimit(limits: DiskLimits, kind: Kind, text: string): DiskLimits {
  const field = text.includes('%') ? 'freePercent' : 'freeUnits';
  const limit = freeLimit(text, `--${kind}`, field === 'freePercent');
  return { ...limits, [field]: { ...limits[field], [kind]: limit } };
}

/** The limits with one more of free inodes, in percent whether it says so or not. */
export function withInodeLimit(limits: DiskLimits, kind: Kind, text: string): DiskLimits {
  const limit = freeLimit(text, `--i${kind}`, true);
  return { ...limits, freeInodesPercent: { ...limits.freeInodesPercent, [kind]: limit } };
}

/** The limits with one more of used space, in percent: the old form of the command line. */
export function withUsedLimit(limits: DiskLimits, kind: Kind, text: string): DiskLimits {
  const limit = parseRange(text);
  if (limit === undefined || limit.end > 100) return refuse(text, kind, 'not a percentage');
  return { ...limits, usedPercent: { ...limits.usedPercent, [kind]: limit } };
}

/** Whether there is any limit. */
export function isLimited(limits: DiskLimits): boolean {
  const given = Object.values(limits) as readonly Thresholds[];
  return given.some(({ warning, critical }) => warning !== undefined || critical !== undefined);
}

type Kind = 'warning' | 'critical';

// The blank that `-c 5-g NAME` lacks is lacking in the tests of the reference, too, which reads the number.
const gluedGroup = /-g$/;

// "N" means 0 to N and alerts inside: as if an `@` stood before it.
function freeLimit(text: string, name: string, isPercent: boolean): Range {
  const limit = text.replace(gluedGroup, '').replace(/^@/, '').replaceAll('%', '');
  const range = parseRange(`@${limit}`);
  if (range === undefined) {
    return refuseRange(text, name, 'not a limit of free space (N or N%)');
  }
  const isTooMuch = isPercent && range.end > 100 && range.end !== Infinity;
  return isTooMuch ? refuse(text, name, 'more than 100 %') : range;
}
