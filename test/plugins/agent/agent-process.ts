import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isRunning } from '../../is-running.ts';
import { showOnFailure } from '../../on-failure.ts';
import { until } from '../../until.ts';
import { type Usage, usageOf } from '../process-usage.ts';

/** An agent that runs as a program of its own. */
export interface AgentProcess {
  readonly pid: number;
  /** What it has logged so far. */
  readonly said: () => string;
  /** Where it listens for NRPE clients, and where it serves its metrics. */
  readonly port: number;
  readonly metrics: string;
  /** What it takes of the machine now. */
  readonly usage: () => Usage;
  /** Tells it to read its configuration again, and waits until it says that it did, or did not. */
  readonly reload: () => Promise<string>;
  /** Ends it as an administrator would, and gives its exit status. */
  readonly stop: () => Promise<number | null>;
}

const source = join(import.meta.dirname, '../../../watchclock.ts');

/** Starts `watchclock agent`, the sources unless told otherwise, and waits until it watches. */
export async function startAgentProcess(
  config: string,
  program: readonly [string, ...string[]] = [process.execPath, source],
  env: NodeJS.ProcessEnv = {},
): Promise<AgentProcess> {
  const [file, ...args] = [...program, 'agent', '--config', config] as const;
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  showOnFailure({ name: 'the agent', child, said: () => said });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const line = await until('the agent', () => {
    if (!isRunning(child)) throw new Error(`the agent did not start:\n${said}`);
    return /^.*"msg":"watching".*$/m.exec(said)?.[0];
  });
  const { listen = ':0', metrics = '' } = JSON.parse(line) as Record<string, string>;
  return {
    pid: child.pid ?? 0,
    said: () => said,
    port: Number(listen.split(':').at(-1)),
    metrics,
    usage: () => usageOf(child.pid ?? 0),
    reload: async () => {
      const before = said.length;
      child.kill('SIGHUP');
      return until('the reload', () => /.*read again.*/.exec(said.slice(before))?.[0]);
    },
    stop: async () => {
      child.kill();
      return (await ended)[0];
    },
  };
}
