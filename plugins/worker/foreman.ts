import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pauseChecks } from './checks-pause.ts';
import type { ForemanMessage, HolderMessage } from './holder.ts';
import type { WorkerOptions } from './options.ts';
import { programCommand } from './program.ts';
import { recheckHanging } from './recovery.ts';

/**
 * Keeps one holder running and does for it what takes time: after each registration it finds the checks that Core
 * waits for in vain, and at the end it has Core start no more until the holder has answered all. Resolves with the
 * exit status.
 */
export async function supervise(options: WorkerOptions, io: NodeJS.Process): Promise<number> {
  const report = (sentence: string) => io.stderr.write(`watchclock worker: ${sentence}\n`);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    io.on(signal, () => stop.abort());
  }
  const recovery = onceAtATime(() =>
    recheckHanging({ querySocket: options.querySocket, report, signal: stop.signal }),
  );
  const [program, ...args] = programCommand(io, ['worker', ...options.args, '--role', 'holder']);
  while (!stop.signal.aborted) {
    const started = Date.now();
    const holder = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    holder.on('message', (message: HolderMessage) => message === 'registered' && recovery());
    const gone = endOf(holder);
    const why = await Promise.race([gone, once(stop.signal, 'abort').then(() => undefined)]);
    if (why === undefined) {
      await drain(holder, gone, options.querySocket);
      break;
    }
    report(`what holds the connection ended (${why}); starting it again`);
    if (Date.now() - started < tooSoon)
      await sleep(tooSoon, undefined, { signal: stop.signal }).catch(() => 0);
  }
  return 0;
}

async function drain(holder: ChildProcess, gone: Promise<string>, querySocket: string) {
  const resume = await pauseChecks(querySocket);
  try {
    if (holder.connected) holder.send('drain' satisfies ForemanMessage);
    await gone;
  } finally {
    await resume?.();
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit status ${code}`));
  });
}

/** Runs `task` when asked; once more afterwards when asked while it ran. */
function onceAtATime(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return async function ask() {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await task();
    }
    running = false;
  };
}

/** Milliseconds: a holder that ends sooner than this is not started again at once. */
const tooSoon = 300;
