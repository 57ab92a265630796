import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { writeGathered } from './gathered.ts';

/** An executor seen from the holder. Nothing here throws, and what is written to one that is gone is dropped. */
export interface Executor {
  readonly alive: () => boolean;
  readonly write: (bytes: Buffer) => void;
  readonly kill: () => void;
  /** Closes the connection: the executor then ends by itself. */
  readonly release: () => void;
}

export interface ExecutorEvents {
  readonly data: (chunk: Buffer) => void;
  /** Called once, when it is gone or could not be started. */
  readonly gone: (why: string) => void;
}

/** Starts an executor with its connection on descriptor 3. */
export function startExecutor(
  [program, ...args]: readonly [string, ...string[]],
  { data, gone }: ExecutorEvents,
): Executor {
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  const connection = child.stdio[3] as Duplex | undefined;
  let alive = true;
  const end = (why: string) => {
    if (!alive) return;
    alive = false;
    connection?.destroy();
    gone(why);
  };
  child.once('error', ({ message }) => end(message));
  child.once('exit', (code, signal) => end(signal ?? `exit status ${code}`));
  connection?.on('data', data);
  connection?.on('error', () => undefined);
  connection?.on('close', () => child.kill('SIGKILL')); // without it, it is of no use
  return {
    alive: () => alive,
    write: (bytes) => void (alive && connection && writeGathered(connection, bytes)),
    kill: () => void child.kill('SIGKILL'),
    release: () => leave(child, connection),
  };
}

function leave(child: ChildProcess, connection: Duplex | undefined): void {
  connection?.removeAllListeners('close');
  connection?.end();
  child.unref();
}
