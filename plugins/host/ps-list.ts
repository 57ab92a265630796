import { formatElapsed, parseElapsed } from './elapsed.ts';
import type { Process } from './process.ts';

/** A recorded list of processes, and its lines that are none. */
export interface PsList {
  readonly processes: readonly Process[];
  readonly unreadable: readonly string[];
}

/** Reads what `ps axwwo 'stat uid pid ppid vsz rss pcpu etime comm args'` printed; its first line is a header. */
export function parsePsList(text: string): PsList {
  const lines = text.split('\n').slice(1);
  const read = lines.map((line) => ({ line, process: parsePsLine(line) }));
  return {
    processes: read.map(({ process }) => process).filter((process) => process !== undefined),
    unreadable: lines.filter((line, at) => line !== '' && read[at]?.process === undefined),
  };
}

/** The header of such a list, as ps prints it. */
export const psHeader =
  'STAT   UID   PID  PPID    VSZ   RSS %CPU     ELAPSED COMMAND         COMMAND';

/** One line of such a list: columns give way to one that is too wide, and catch up behind it. */
export function formatPsLine(process: Process): string {
  const numbers: readonly [string, number][] = [
    [String(process.uid), 10],
    [String(process.pid), 16],
    [String(process.ppid), 22],
    [String(process.vsz), 29],
    [String(process.rss), 35],
    [process.pcpu.toFixed(process.pcpu < 100 ? 1 : 0), 40],
    [formatElapsed(process.elapsed), 52],
  ];
  const start = numbers.reduce(
    (line, [text, end]) => `${line} ${text.padStart(end - line.length - 1)}`,
    process.state.padEnd(4),
  );
  return `${start} ${process.command.padEnd(15)} ${process.args}`;
}

// A zombie has no name, and whoever has no arguments ends at its name.
const line =
  /^\s*(\S+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(\d+)\s+(\d+)\s+(\d+(?:\.\d+)?)\s+(\S+)(?:\s+(\S+)(?:\s+(.*))?)?$/;

function parsePsLine(text: string): Process | undefined {
  const [, state = '', uid, pid, ppid, vsz, rss, pcpu, elapsed = '', command, args = ''] =
    line.exec(text.trimEnd()) ?? [];
  if (uid === undefined || (command === undefined && !state.includes('Z'))) return undefined;
  return {
    state,
    uid: Number(uid),
    pid: Number(pid),
    ppid: Number(ppid),
    vsz: Number(vsz),
    rss: Number(rss),
    pcpu: Number(pcpu),
    elapsed: parseElapsed(elapsed),
    command: command ?? '',
    args,
    cgroups: [],
  };
}
