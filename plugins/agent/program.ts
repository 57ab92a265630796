import { spawn } from 'node:child_process';
import { cutToBytes } from '../check/result.ts';
import { killGroup } from '../process/kill-group.ts';

/** What a command of the agent came to: Nagios's number for the status, and the whole output. */
export interface CommandOutcome {
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly output: string;
}

/** The most output that is kept, in bytes: what the longest NRPE packet holds. */
const outputLimit = 65_535;

/** How long a child of a program that has ended may keep its output open, in milliseconds. */
const grace = 1000;

/**
 * Runs a program that is not one of our checks, without a shell and without standard input; `signal` kills it and
 * all that it started. Never rejects: what cannot be run is UNKNOWN with a sentence.
 */
export function runProgram(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<CommandOutcome> {
  const [file = '', ...args] = words;
  const { promise, resolve } = Promise.withResolvers<CommandOutcome>();
  const unknown = (output: string) => resolve({ exitCode: 3, output });
  if (signal?.aborted) unknown('stopped before it was done');
  else start(file, args, { env, signal, resolve, unknown });
  return promise;
}

interface Running {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly unknown: (output: string) => void;
}

function start(file: string, args: readonly string[], running: Running): void {
  const { env, signal, resolve, unknown } = running;
  try {
    // A group of its own, so that ending it ends what it started.
    const child = spawn(file, args, { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    const output = keepOutput(child.stdout);
    const kill = () => {
      if (child.pid !== undefined) killGroup(child.pid);
      child.stdout.destroy();
    };
    signal?.addEventListener('abort', kill, { once: true });
    child.on('error', (error) => unknown(`cannot run ${file}: ${error.message}`));
    child.on('exit', () => setTimeout(() => child.stdout.destroy(), grace).unref());
    child.on('close', (code, killer) => {
      signal?.removeEventListener('abort', kill);
      resolve(outcome(file, output(), code, killer));
    });
  } catch (error) {
    unknown(`cannot run ${file}: ${(error as Error).message}`);
  }
}

function outcome(
  file: string,
  output: string,
  code: number | null,
  killer: string | null,
): CommandOutcome {
  if (code === null) return { exitCode: 3, output: `${file} was ended by ${killer}` };
  if (output === '') return { exitCode: 3, output: 'NRPE: Unable to read output' };
  return { exitCode: code === 0 || code === 1 || code === 2 ? code : 3, output };
}

function keepOutput(stream: NodeJS.ReadableStream): () => string {
  const pieces: Buffer[] = [];
  let have = 0;
  stream.on('data', (piece: Buffer) => {
    if (have <= outputLimit) pieces.push(piece);
    have += piece.length;
  });
  const text = () => Buffer.concat(pieces).toString().replaceAll('\0', ' ');
  return () => cutToBytes(text(), outputLimit).replace(/\n+$/, '');
}
