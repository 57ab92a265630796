import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { showOnFailure } from '../on-failure.ts';

/** A gateway that runs as a program of its own. */
export interface GatewayProcess {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly tokenFile: string;
  readonly pid: number;
  /** What it has logged so far, line by line. */
  readonly log: readonly string[];
  /** Stops it as an administrator would and answers its exit status. */
  readonly stop: () => Promise<number | null>;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

/** Starts `watchclock gateway`, the sources unless told otherwise, on a configuration file and waits until it listens. */
export async function startGateway(
  config: string,
  program: readonly [string, ...string[]] = [process.execPath, join(root, 'watchclock.ts')],
  env: NodeJS.ProcessEnv = {},
): Promise<GatewayProcess> {
  const [file, ...args] = [...program, 'gateway', '--config', config] as const;
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const log: string[] = [];
  showOnFailure({ name: 'the gateway', child, said: () => log.join('\n') });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const listening = new Promise<Listening>((resolve) => {
    createInterface(child.stderr).on('line', (line) => {
      log.push(line);
      const entry = parse(line);
      if (entry?.msg === 'listening') resolve(entry);
    });
  });
  const first = await Promise.race([listening, ended]);
  if (Array.isArray(first)) throw new Error(`the gateway did not start:\n${log.join('\n')}`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await ended)[0];
  };
  return {
    url: first.address.replace(/\/$/, ''),
    token: readFileSync(first.token_file, 'utf8').trim(),
    tokenFile: first.token_file,
    pid: child.pid ?? 0,
    log,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}

interface Listening {
  readonly msg: string;
  readonly address: string;
  readonly token_file: string;
}

function parse(line: string): Listening | undefined {
  try {
    return JSON.parse(line) as Listening;
  } catch {
    return undefined;
  }
}
