import { judge } from '../check/range.ts';
import { type Status, worst } from '../check/status.ts';
import type { FilesystemUsage } from '../host/ask-usage.ts';
import type { DiskLimits } from './limits.ts';
import type { Looked } from './sample.ts';
import type { DiskOptions } from './settle.ts';
import { type Space, spaceOf } from './space.ts';

/** One line of the answer: a file system, or a group of them under its name. */
export interface Row {
  readonly name: string;
  readonly status: Status;
  readonly space: Space;
  readonly limits: DiskLimits;
  readonly members: readonly Measured[];
}

/** A path whose file system answered. */
interface Measured extends Looked {
  readonly answer: { readonly kind: 'usage'; readonly usage: FilesystemUsage };
}

/** The rows of what was measured, a group where its first member stands. File systems without blocks have none. */
export function rowsOf(looked: readonly Looked[], options: DiskOptions): readonly Row[] {
  const measured = looked.filter(isMeasured).filter(({ answer }) => answer.usage.blocks > 0);
  const groups = Map.groupBy(measured, ({ entry }) => entry.group ?? entry);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first === undefined ? [] : [rowOf(first, members, options)];
  });
}

function isMeasured(looked: Looked): looked is Measured {
  return looked.answer.kind === 'usage' && !looked.onlyVisited;
}

function rowOf(first: Measured, members: readonly Measured[], options: DiskOptions): Row {
  const { limits, group, mount } = first.entry;
  const usages = members.map(({ answer }) => answer.usage);
  const space = spaceOf(usages, options.unit, options.withoutReserved);
  const name = group ?? (options.namesDevices ? mount.device : mount.path);
  return { name, status: judgeSpace(space, limits), space, limits, members };
}

function judgeSpace(space: Space, limits: DiskLimits): Status {
  return worst([
    judge(limits.freeUnits, space.free),
    judge(limits.freePercent, space.freePercent),
    judge(limits.usedPercent, space.usedPercent),
    judge(limits.freeInodesPercent, space.freeInodesPercent ?? 101),
  ]);
}
