import { spawn } from 'node:child_process';
import type { Logger } from 'pino';

/** The service manager, if one started this process; disposing of it stops the watchdog's signs of life. */
export interface ServiceManager extends AsyncDisposable {
  readonly stopping: () => void;
}

/**
 * Tells systemd that this process is ready, and, with a watchdog, that it lives: as long as the event loop turns and
 * `ping` resolves (sd_notify(3), sd_watchdog_enabled(3)). Does nothing without `NOTIFY_SOCKET`.
 */
export async function tellServiceManager(
  env: NodeJS.ProcessEnv,
  ping: () => Promise<void>,
  log: Pick<Logger, 'warn'>,
): Promise<ServiceManager> {
  if (env.NOTIFY_SOCKET === undefined) {
    return { stopping: () => undefined, [Symbol.asyncDispose]: async () => undefined };
  }
  const tell = (...words: string[]) => notify(words, env, log);
  await tell('READY=1');
  const every = watchdogInterval(env);
  const sign = () =>
    ping().then(
      () => tell('WATCHDOG=1'),
      () => undefined,
    );
  const timer = every === undefined ? undefined : setInterval(sign, every);
  return {
    stopping: () => void tell('STOPPING=1'),
    [Symbol.asyncDispose]: async () => clearInterval(timer),
  };
}

/** Half of what systemd allows, as its manual advises; undefined when it does not watch this process. */
function watchdogInterval({ WATCHDOG_USEC, WATCHDOG_PID }: NodeJS.ProcessEnv): number | undefined {
  const ours = WATCHDOG_PID === undefined || WATCHDOG_PID === String(process.pid);
  const allowed = Number(WATCHDOG_USEC);
  return ours && allowed > 0 ? Math.max(allowed / 2000, 100) : undefined;
}

/** Through systemd's own program, because Node has no datagram sockets of the Unix kind. */
function notify(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const child = spawn('systemd-notify', words, { env, stdio: 'ignore' });
  child.on('error', (err) => log.warn({ err }, 'systemd cannot be told'));
  child.on('error', () => resolve()).on('exit', () => resolve());
  return promise;
}
