import { join } from 'node:path';
import { type Child, startChild } from './child.ts';
import type { DemoOptions } from './options.ts';

/** Starts each of the demonstration's programs; what was started is stopped, last first, when `running` is disposed of. */
export interface Programs {
  readonly gateway: () => Child;
  readonly agent: () => Child;
  readonly shop: () => Child;
}

/** The programs of the checkout in `root`; each logs into a file of its name. */
export function programs(
  { dir, applicationPort }: DemoOptions,
  root: string,
  running: AsyncDisposableStack,
): Programs {
  const start = (name: string, ...args: readonly string[]) => {
    const child = startChild(name, args, join(dir, `${name}.log`));
    running.defer(child.stop);
    return child;
  };
  const part = (name: string) =>
    start(name, join(root, 'watchclock.ts'), name, '--config', join(dir, `${name}.yaml`));
  const application = join(root, 'packaging', 'demo', 'application.ts');
  return {
    gateway: () => part('gateway'),
    agent: () => part('agent'),
    shop: () => start('shop', application, String(applicationPort)),
  };
}
