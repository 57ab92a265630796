import type { Row } from './row.ts';

/** A row in the status line: ` /a 70MiB (70% inode=79%);`, marked with its status when more is to be said. */
export function describeRow(
  { name, status, space }: Row,
  unitLabel: string,
  verbose: number,
): string {
  const isMarked = status !== 'OK' && verbose > 0;
  const inodes = space.freeInodesPercent;
  // Without inodes the reference closes a bracket that only -v opens. Whoever reads its output expects that.
  const closes = inodes === undefined ? status !== 'OK' : isMarked;
  return [
    isMarked ? ` ${status} [` : '',
    ` ${name} ${space.free}${unitLabel} (${space.freePercent}%`,
    ` inode=${inodes === undefined ? '-' : `${inodes}%`})`,
    closes ? '];' : ';',
  ].join('');
}

/** A line for each file system of a row, with what stands behind its figures. */
export function describeMembers({ members }: Row): readonly string[] {
  return members.map(({ entry: { name, mount }, answer: { usage } }) => {
    const { blockSize, blocks, free, available, inodes, freeInodes } = usage;
    return (
      `${name}: ${mount.type} ${mount.device} on ${mount.path}, ${blocks} blocks of ${blockSize} bytes, ` +
      `${free} free, ${available} available, ${inodes} inodes, ${freeInodes} free`
    );
  });
}
