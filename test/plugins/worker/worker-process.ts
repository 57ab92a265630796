import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isRunning } from '../../is-running.ts';
import { showOnFailure } from '../../on-failure.ts';
import { until } from '../../until.ts';
import { childrenOf, commandLineOf } from './processes.ts';

const program = join(import.meta.dirname, '../../../watchclock.ts');

/** A `watchclock worker` under test, with its processes. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything it said so far. */
  said(): string;
  /** How often it said that it registered. */
  registrations(): number;
  /** How many checks it has answered; 0 unless it serves its metrics. */
  checksDone(): Promise<number>;
  /** The pid of the process that holds the connection, once there is one other than `not`. */
  holder(not?: number): Promise<number>;
  /** The pids of the processes that execute. */
  executors(): Promise<readonly number[]>;
  /** Ends it in order; resolves with its exit status. */
  stop(): Promise<number | null>;
  /** Ends all its processes at once. */
  kill(): Promise<void>;
}

/** How a worker is started otherwise than from the source and as whoever runs the tests. */
interface Start {
  /** The packaged program. */
  readonly executable?: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Starts a worker with these arguments, as root where the tests are. */
export function startWorker(
  args: readonly string[],
  { executable, user }: Start = {},
): WorkerProcess {
  const asRoot = user === undefined && process.geteuid?.() === 0 ? ['--allow-root'] : [];
  const words = [...(executable ? [] : [program]), 'worker', ...args, ...asRoot];
  const child = spawn(executable ?? process.execPath, words, {
    stdio: ['ignore', 'inherit', 'pipe'],
    ...user,
  });
  const pid = child.pid ?? 0;
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  showOnFailure({ name: 'the worker', child, said: () => said });
  const holders = () => withRole(pid, 'holder');
  const executors = () => holders().flatMap((holder) => withRole(holder, 'executor'));
  return {
    child,
    pid,
    said: () => said,
    checksDone: () => checksIn(said),
    registrations: () => said.split(': registered at').length - 1,
    holder: (not = 0) => until('a holder', () => holders().find((one) => one !== not)),
    executors: () => until('executors', () => (executors().length > 0 ? executors() : undefined)),
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      await once(child, 'exit');
      return child.exitCode;
    },
    async kill() {
      const all = [pid, ...holders(), ...executors()];
      for (const one of all) kill9(one);
      if (isRunning(child)) await once(child, 'exit');
    },
  };
}

async function checksIn(said: string): Promise<number> {
  const [, url] = /metrics at (\S+)/.exec(said) ?? [];
  if (url === undefined) return 0;
  const text = await (await fetch(url)).text();
  return Number(/^watchclock_worker_jobs_total\{kind="check"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** `kill -9`, where the process still lives. */
export function kill9(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

function withRole(pid: number, role: string): number[] {
  return childrenOf(pid).filter((child) => {
    const words = commandLineOf(child);
    return words[words.indexOf('--role') + 1] === role;
  });
}
