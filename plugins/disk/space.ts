import type { FilesystemUsage } from '../host/ask-usage.ts';
import type { Unit } from './units.ts';

/** The space of one file system, or of a group of them together. */
export interface Space {
  /** Whole units. */
  readonly used: number;
  readonly free: number;
  readonly total: number;
  /** Of what is used or free to others than root; 101 where there is nothing of either. */
  readonly usedPercent: number;
  readonly freePercent: number;
  readonly inodes: number;
  readonly usedInodes: number;
  /** Undefined where a file system has no fixed number of inodes. */
  readonly freeInodesPercent: number | undefined;
}

/** Adds file systems up. Units are cut off for each, and percentages of used space rounded up, as df does. */
export function spaceOf(
  usages: readonly FilesystemUsage[],
  unit: Unit,
  withoutReserved: boolean,
): Space {
  const sum = (figure: (usage: FilesystemUsage) => number) =>
    usages.reduce((total, usage) => total + figure(usage), 0);
  const units = (blocks: (usage: FilesystemUsage) => number) =>
    sum((usage) => Math.floor((blocks(usage) * usage.blockSize) / unit.size));
  const bytes = (blocks: (usage: FilesystemUsage) => number) =>
    sum((usage) => blocks(usage) * usage.blockSize);
  const [inodes, usedInodes] = [
    sum((usage) => usage.inodes),
    sum((usage) => usage.inodes - usage.freeInodes),
  ];
  const usedPercent = percentUp(bytes(used), bytes(used) + bytes(available)) ?? -1;
  const usedInodesPercent = percentUp(usedInodes, inodes);
  return {
    used: units(used),
    free: units(available),
    total: units(
      withoutReserved ? (usage) => used(usage) + available(usage) : ({ blocks }) => blocks,
    ),
    usedPercent,
    freePercent: 100 - usedPercent,
    inodes,
    usedInodes,
    freeInodesPercent: usedInodesPercent === undefined ? undefined : 100 - usedInodesPercent,
  };
}

function used({ blocks, free }: FilesystemUsage): number {
  return blocks - free;
}

// A file system that is fuller than root's reserve says that a huge number of blocks is available.
function available({ available: blocks, free }: FilesystemUsage): number {
  return blocks > free ? 0 : blocks;
}

function percentUp(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.ceil((part * 100) / whole);
}
