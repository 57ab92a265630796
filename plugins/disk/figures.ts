import type { PerfDatum } from '../check/perfdata.ts';
import type { Range, Thresholds } from '../check/range.ts';
import type { Row } from './row.ts';
import type { Unit } from './units.ts';

/** The perfdata of a row: the space used in bytes, whole units of it, and the inodes used where they are wanted. */
export function figuresOf(row: Row, unit: Unit, withInodes: boolean): readonly PerfDatum[] {
  const space = {
    label: row.name,
    value: whole(row.space.used * unit.size),
    unit: 'B',
    warning: spaceLimit(row, 'warning', unit),
    critical: spaceLimit(row, 'critical', unit),
    min: 0,
    max: whole(row.space.total * unit.size),
  } as const;
  const inodes = {
    label: `${row.name} (inodes)`,
    value: whole(row.space.usedInodes),
    warning: inodeLimit(row, 'warning'),
    critical: inodeLimit(row, 'critical'),
    min: 0,
    max: whole(row.space.inodes),
  };
  return withInodes ? [space, inodes] : [space];
}

type Kind = keyof Thresholds;

/** The limit of free space as one of used space, the lower of the two kinds. */
function spaceLimit({ space, limits }: Row, kind: Kind, unit: Unit): string {
  const units = endOf(limits.freeUnits[kind]);
  const percent = endOf(limits.freePercent[kind]);
  const candidates = [
    ...(units === undefined ? [] : [(space.total - units) * unit.size]),
    ...(percent === undefined ? [] : [(1 - percent / 100) * (space.total * unit.size)]),
  ];
  return candidates.length === 0 ? '' : whole(Math.max(0, Math.min(...candidates)));
}

function inodeLimit({ space, limits }: Row, kind: Kind): string {
  const percent = endOf(limits.freeInodesPercent[kind]);
  return percent === undefined ? '' : whole((1 - percent / 100) * space.inodes);
}

/** The most free space that alerts; what alerts without end has no figure, which the reference writes as 0. */
function endOf(limit: Range | undefined): number | undefined {
  return limit?.end === Infinity ? 0 : limit?.end;
}

/** Never in the notation with an exponent, which graphs do not read. */
function whole(number: number): string {
  return String(BigInt(Math.trunc(number)));
}
