import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { readProc } from './proc.ts';
import type { Process } from './process.ts';
import { type ProcessStat, parseProcessStat, stateFlags } from './process-stat.ts';
import { readIfThere } from './read-if-there.ts';

/** What of a process is read only on demand: each takes as long as all the rest, and is empty or 0 otherwise. */
export interface ProcessDetails {
  /** Its user, its sizes, and whether it has locked pages. */
  readonly status: boolean;
  readonly args: boolean;
  readonly cgroups: boolean;
}

/**
 * All processes of the machine, by number. Those that end meanwhile are left out. It lets other work of this
 * process go on in between, and ends with an error soon after `signal` fires.
 */
export async function readProcesses(
  root: string,
  details: ProcessDetails,
  signal: AbortSignal,
): Promise<readonly Process[]> {
  const uptime = Number.parseFloat(readProc(root, 'uptime'));
  const pids = readdirSync(join(root, 'proc')).filter((name) => /^\d+$/.test(name));
  pids.sort((a, b) => Number(a) - Number(b));
  const processes: Process[] = [];
  for (let at = 0; at < pids.length; at += atOnce) {
    await othersFirst(undefined, { signal });
    const some = pids
      .slice(at, at + atOnce)
      .map((pid) => readProcess(join(root, 'proc', pid), uptime, details));
    processes.push(...(await Promise.all(some)).filter((process) => process !== undefined));
  }
  return processes;
}

const atOnce = 32;
const ticksASecond = 100; // USER_HZ, the same on every machine that Linux runs on today

async function readProcess(
  folder: string,
  uptime: number,
  details: ProcessDetails,
): Promise<Process | undefined> {
  const stat = parseProcessStat(readAtOnce(`${folder}/stat`) ?? '');
  const status = details.status ? readAtOnce(`${folder}/status`) : '';
  if (stat === undefined || status === undefined) return undefined;
  const size = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  const seconds = Math.max(0, Math.floor(uptime - stat.startTicks / ticksASecond));
  return {
    state: stateFlags(stat, size('VmLck') > 0),
    uid: Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1] ?? 0),
    pid: stat.pid,
    ppid: stat.ppid,
    vsz: size('VmSize'),
    rss: size('VmRSS'),
    pcpu: percentOf(stat, seconds),
    elapsed: seconds,
    command: stat.command.slice(0, 15),
    args: details.args ? ((await readArguments(folder)) ?? withoutArguments(stat)) : '',
    cgroups: details.cgroups ? cgroupsOf(readIfThere(join(folder, 'cgroup')) ?? '') : [],
  };
}

// The kernel gives these files whole to the first read that has room for them; a large machine has thousands.
function readAtOnce(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return page.toString('utf8', 0, readSync(file, page));
  } catch (error) {
    if (hasEnded(error)) return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const page = Buffer.allocUnsafe(16 * 1024);

function hasEnded(error: unknown): boolean {
  return ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '');
}

// Tenths of a percent, cut off, as ps counts.
function percentOf({ ticks }: ProcessStat, seconds: number): number {
  return seconds === 0 ? 0 : Math.floor((ticks * 1000) / ticksASecond / seconds) / 10;
}

// This file alone is read from the memory of the process, and waits while that is being changed.
async function readArguments(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'cmdline'), 'utf8').catch(() => '');
  return text.replace(/[\0-\x1f\x7f]/g, ' ').trimEnd() || undefined;
}

function withoutArguments({ command, letter }: ProcessStat): string {
  return letter === 'Z' ? `[${command}] <defunct>` : `[${command}]`;
}

// A line for each hierarchy, cgroups(7): `0::/system.slice/cron.service`, `12:pids:/docker/0123456789ab…`.
function cgroupsOf(text: string): readonly string[] {
  const paths = [...text.matchAll(/^\d+:[^:]*:(\/.+)$/gm)].map(([, path = '']) => path);
  return [...new Set(paths)];
}
