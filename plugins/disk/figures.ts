import type { PerfDatum } from '../check/perfdata.ts';
import type { Thresholds } from '../check/range.ts';
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
  const units = limits.freeUnits[kind]?.end;
  const percent = limits.freePercent[kind]?.end;
  const candidates = [
    ...(units === undefined ? [] : [(space.total - units) * unit.size]),
    ...(percent === undefined ? [] : [(1 - percent / 100) * (space.total * unit.size)]),
  ];
  return candidates.length === 0 ? '' : whole(Math.max(0, Math.min(...candidates)));
}

function inodeLimit({ space, limits }: Row, kind: Kind): string {
  const percent = limits.freeInodesPercent[kind]?.end;
  return percent === undefined ? '' : whole((1 - percent / 100) * space.inodes);
}

/** Never in the notation with an exponent, which graphs do not read. */
function whole(number: number): string {
  return String(BigInt(Math.trunc(number)));
}
