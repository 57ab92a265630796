import type { ChildProcess } from 'node:child_process';

/** Whether a program that was started has not ended yet. */
export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
