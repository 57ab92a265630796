import { spawn } from 'node:child_process';

/** What stat(1) printed, or why it could not. */
export type StatAnswer =
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'silent' };

/** How long to wait, and whom not to ask again. */
export interface Patience {
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** The questions whose processes were given up and are still stuck in the kernel, where nothing can kill them. */
  readonly stuck: Set<string>;
}

/**
 * Asks stat(1), in a process of its own: a file system that does not answer holds that process and not this one.
 * It is killed when the time is over. While one is stuck, its question is not asked again: they cannot pile up.
 */
export function runStat(args: readonly string[], patience: Patience): Promise<StatAnswer> {
  const { seconds, signal, stuck } = patience;
  const question = args.join(' ');
  if (stuck.has(question)) return Promise.resolve({ kind: 'silent' });
  return new Promise((resolve) => {
    const giveUp = () => {
      stuck.add(question);
      abandon();
      end({ kind: 'silent' });
    };
    const end = (answer: StatAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(answer);
    };
    const timer = setTimeout(giveUp, seconds * 1000);
    signal.addEventListener('abort', giveUp, { once: true });
    const abandon = startStat(args, end, () => stuck.delete(question));
  });
}

/** Starts stat(1) and returns what gives it up. */
function startStat(
  args: readonly string[],
  onAnswer: (answer: StatAnswer) => void,
  onExit: () => void,
): () => void {
  const child = spawn('stat', args, {
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, complained] = ['', ''];
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (complained += chunk));
  child.on('exit', onExit);
  child.on('error', ({ message }) => {
    const words = `stat(1), which asks file systems that may hang, does not start: ${message}`;
    onAnswer({ kind: 'refused', words });
  });
  child.on('close', (code) => {
    const words = complained.trim().split(': ').at(-1) ?? '';
    onAnswer(code === 0 ? { kind: 'printed', text: printed } : { kind: 'refused', words });
  });
  return () => {
    child.kill('SIGKILL');
    child.stdout.destroy();
    child.stderr.destroy();
    child.unref();
  };
}
