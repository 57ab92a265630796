import { spawn } from 'node:child_process';
import { deliveringArguments, type NotifyOptions } from './notify-options.ts';

/**
 * Starts this program again to deliver what waits, in a session of its own: it goes on when Nagios ends this one. When
 * another such process is at work already, it ends at once.
 */
export function deliverInBackground(options: NotifyOptions): void {
  const own = [...process.execArgv, ...scriptOf(process.argv), 'notify'];
  const child = spawn(process.execPath, [...own, ...deliveringArguments(options)], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
    env: withoutMacros(process.env),
  });
  child.on('error', () => undefined); // what waits is delivered by the next notification
  child.unref();
}

/** The executable has its program inside; Node is told which file to run. */
function scriptOf([, script]: readonly string[]): string[] {
  return script?.endsWith('.ts') ? [script] : [];
}

function withoutMacros(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('NAGIOS_'));
  return Object.fromEntries(kept);
}
