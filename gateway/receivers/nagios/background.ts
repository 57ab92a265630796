import { spawn } from 'node:child_process';
import { isSea } from 'node:sea';
import { deliveringArguments, type NotifyOptions } from './notify-options.ts';

/**
 * Starts this program again to deliver what waits, in a session of its own: it goes on when Nagios ends this one. When
 * another such process is at work already, it ends at once.
 */
export function deliverInBackground(options: NotifyOptions): void {
  const args = [...programArguments(process), 'notify', ...deliveringArguments(options)];
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
    env: withoutMacros(process.env),
  });
  child.on('error', () => undefined); // what waits is delivered by the next notification
  child.unref();
}

/** The executable has its program and Node's options inside; Node itself is told both. */
function programArguments({ execArgv, argv: [, script] }: NodeJS.Process): string[] {
  return isSea() || script === undefined ? [] : [...execArgv, script];
}

function withoutMacros(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('NAGIOS_'));
  return Object.fromEntries(kept);
}
