import { Worker } from 'node:worker_threads';
import type { Ere } from './ere.ts';
import { describeError } from './system-error.ts';

/**
 * Those of the texts that the expression matches, found out in a thread of its own, which is ended when `signal`
 * fires. Rejects then, and where the expression asks for more memory than there is for it.
 */
export function matchApart(
  { source, flags }: Ere,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const thread = new Worker(program, {
      eval: true,
      execArgv: [],
      workerData: { source, flags, texts },
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    const stop = () => void thread.terminate();
    signal.addEventListener('abort', stop, { once: true });
    thread.on('message', (places: readonly number[]) => {
      resolve(new Set(places.map((at) => texts[at] ?? '')));
    });
    thread.on('error', (cause) => {
      reject(new Error(`an expression cannot be matched: ${describeError(cause)}`, { cause }));
    });
    thread.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('the matching was stopped'));
    });
  });
}

// As text, because the packaged program has no file that a thread could start with.
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const expression = new RegExp(workerData.source, workerData.flags);
parentPort.postMessage(workerData.texts.flatMap((text, at) => (expression.test(text) ? [at] : [])));
`;
