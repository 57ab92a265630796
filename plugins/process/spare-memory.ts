import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps a process small that stays on a customer's machine: gives back what its start needed and nothing after it does
 * (parsed settings, code that ran once), and then, looking once a minute, what it has grown by. V8 would do so by itself
 * only when it must, and lets what is used up grow to ten times what is in use. Disposing of it ends that.
 */
export function spareMemory(): Disposable {
  const collect = collector();
  let usual = Infinity;
  const give = () => {
    collect();
    usual = memoryUsage.rss();
  };
  const settled = setTimeout(give, settling).unref();
  const look = () => memoryUsage.rss() > usual + growth && give();
  const looking = setInterval(look, minute).unref();
  return {
    [Symbol.dispose]: () => {
      clearTimeout(settled);
      clearInterval(looking);
    },
  };
}

/** When a start is over, in milliseconds. */
const settling = 2000;
const minute = 60_000;
/** Bytes that are worth the collection, which takes some hundredths of a second. */
const growth = 16 * 2 ** 20;

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: typeof globalThis.gc = runInNewContext('gc');
  return () => collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
