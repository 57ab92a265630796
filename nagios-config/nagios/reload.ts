import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Nagios on this machine. */
export interface RunningNagios {
  /** Where it keeps its process id, if it does: it does not in the foreground, where systemd has it. */
  readonly pidFile: string;
  readonly mainFile: string;
  /** What it writes anew whenever it has read its objects. */
  readonly objectCache: string;
}

/**
 * Tells Nagios to read its configuration again and waits until it has, at most `patience` milliseconds. The answer is
 * what went wrong, as a sentence; undefined when Nagios runs with the new files.
 */
export async function reloadNagios(
  nagios: RunningNagios,
  patience: number,
): Promise<string | undefined> {
  const pid = pidOf(nagios);
  if (pid === undefined) return 'Nagios does not run';
  const before = writtenAt(nagios.objectCache);
  process.kill(pid, 'SIGHUP');
  const end = performance.now() + patience;
  while (performance.now() < end) {
    await sleep(50);
    if (!isAlive(pid)) return 'Nagios ended when it read the new files';
    if (writtenAt(nagios.objectCache) !== before) return undefined;
  }
  return `Nagios has not read the new files within ${patience / 1000} seconds`;
}

/** Whether it runs. */
export function isRunning(nagios: RunningNagios): boolean {
  return pidOf(nagios) !== undefined;
}

function pidOf({ pidFile, mainFile }: RunningNagios): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    if (pid > 1 && isAlive(pid)) return pid;
  } catch {
    // It may run without one.
  }
  return processOver(mainFile);
}

/** The process of Nagios whose last argument is that main file; its own children have the same, and a parent among them. */
function processOver(mainFile: string): number | undefined {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && runsOver(pid, mainFile)) found.set(pid, parentOf(pid));
  }
  return [...found].find(([, parent]) => !found.has(parent))?.[0];
}

function runsOver(pid: number, mainFile: string): boolean {
  const words = textOf(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);
  const [program = ''] = words;
  const last = words.at(-1) ?? '';
  return /^nagios\d?$/.test(basename(program)) && resolve(last) === resolve(mainFile);
}

function parentOf(pid: number): number {
  // The name before it is in brackets and may hold any character.
  return Number(textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1]);
}

/** Nothing for a process that has just ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function writtenAt(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.mtimeNs}`;
}
