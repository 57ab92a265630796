import type { Child } from './child.ts';

/** The web application that is watched, as the person at the terminal plays with it. */
export interface Shop {
  /** The process that serves it now. */
  readonly pid: () => number;
  /** Makes it stop answering. */
  readonly break: () => void;
  /** Makes it answer again, whatever was done to it. */
  readonly mend: () => void;
  readonly stop: () => Promise<void>;
}

/** Opens the shop: `start` starts its process. */
export function openShop(start: () => Child): Shop {
  let child = start();
  return {
    pid: () => child.pid,
    break: () => child.signal('SIGSTOP'),
    mend: () => {
      if (child.isAlive()) child.signal('SIGCONT');
      else child = start();
    },
    stop: () => child.stop(),
  };
}
