import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';

/** A program that runs beside this one. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended, with how: `exit status 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Whether it has not ended yet. */
  readonly isAlive: () => boolean;
  /** The last lines that it logged. */
  readonly lastWords: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Asks it to end, insists after ten seconds, and waits. */
  readonly stop: () => Promise<void>;
}

/** How long a child may take to end when asked, in milliseconds. */
const patience = 10_000;

/** Starts Node with `args`; what the child says goes into the file `log`, from its beginning. */
export function startChild(name: string, args: readonly string[], log: string): Child {
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, args, { stdio: ['ignore', output, output] });
  const ended = endOf(child);
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    isAlive: () => isAlive(child),
    lastWords: () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n'),
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      child.kill('SIGCONT'); // one that was stopped by hand would not hear it
      const insist = setTimeout(() => child.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(insist);
    },
  };
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = await once(child, 'exit');
  return signal ?? `exit status ${code}`;
}
