import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Nagios on this machine: where it keeps its process id, and the file that it writes anew whenever it has read its objects. */
export interface RunningNagios {
  readonly pidFile: string;
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

/** Whether the process runs that Nagios's own file names. */
export function isRunning(nagios: RunningNagios): boolean {
  return pidOf(nagios) !== undefined;
}

function pidOf({ pidFile }: RunningNagios): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
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
