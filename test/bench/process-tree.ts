import { readFileSync } from 'node:fs';

/** CPU seconds of a process and all its descendants, those that have ended and were waited for included. */
export function cpuOfTree(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + cpuOfTree(child), cpuOf(pid));
}

/** CPU seconds of a process, and of those of its children that have ended. */
export function cpuOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

/** Sends SIGSTOP to a process and then to its descendants, which it can so not add to, or SIGCONT to all. */
export function signalTree(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    return; // it has ended
  }
  for (const child of childrenOf(pid)) signalTree(child, signal);
}

/** Kills a process and its descendants at once, as they are. */
export function killTree(pid: number): void {
  const children = childrenOf(pid); // nobody's once it is gone
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended
  }
  for (const child of children) killTree(child);
}

/** The share of all processors' time, 0 to 1, that was not idle; of the time between two readings of this. */
export function machineTime(): { readonly busy: number; readonly all: number } {
  const [, ...ticks] = (read('/proc/stat').split('\n', 1)[0] ?? '').split(/\s+/).map(Number);
  const all = ticks.slice(0, 8).reduce((sum, each) => sum + each, 0);
  return { all, busy: all - (ticks[3] ?? 0) - (ticks[4] ?? 0) };
}

function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`).trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const ticksPerSecond = 100;
