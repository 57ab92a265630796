import type { Logger } from 'pino';
import type { CheckContext } from '../check/context.ts';
import { version } from '../check/version.ts';
import { takeLock } from '../spool/lock.ts';
import { openSpool, type Spool } from '../spool/spool.ts';
import { startDelivery } from './delivery.ts';
import { destinationName, openDestination } from './destination/destination.ts';
import { toSpooled } from './destination/spooled.ts';
import { repeat } from './repeat.ts';
import { type RunCommand, runnerOf } from './run-command.ts';
import type { PassiveSettings } from './settings.ts';

/** The most results that wait for the gateway: a week of ten services every minute. */
const limit = 100_000;

/** A watch that goes on. */
export interface Watch {
  /** Ends the checks under way and the delivery; what was not delivered waits for the next start. */
  readonly stop: () => Promise<void>;
}

/** Starts to watch and to deliver. Rejects when another agent uses the same spool. */
export async function startPassive(
  settings: PassiveSettings,
  machine: CheckContext,
  log: Logger,
): Promise<Watch> {
  const end = new AbortController();
  const { signal } = end;
  const warn = (sentence: string) => log.warn(sentence);
  const spool = await openSpool({ folder: settings.spool, limit, now: Date.now, warn });
  const release = await takeLock(settings.spool);
  if (release === undefined) throw new Error(`another agent uses ${settings.spool}`);
  const to = destinationName(settings.to);
  const send = await openDestination(settings.to, { ...settings, signal });
  const delivery = startDelivery({
    spool,
    send,
    delayed: (why) => log.warn({ to, why }, 'results wait'),
    resumed: () => log.info({ to }, 'results are taken again'),
    signal,
  });
  const context = { ...machine, signal };
  const keep = (result: string) => put(result, spool, log).then(delivery.wake);
  const { host, every } = settings;
  const watches = watchedBy(settings).map(({ name, run }) => {
    const watched = { host, service: name, run };
    const work = async () => {
      const result = await measure(watched, context);
      if (!signal.aborted) await keep(result); // else it only says that it was stopped
    };
    return repeat({ every, signal, work });
  });
  return {
    stop: async () => {
      end.abort();
      await Promise.all([...watches, delivery.ended]);
      await release();
    },
  };
}

/** The services, and the heartbeat where one is asked for. */
function watchedBy({ services, heartbeat }: PassiveSettings) {
  const watched = services.map(({ name, command }) => ({ name, run: runnerOf(command) }));
  if (heartbeat === undefined) return watched;
  const output = `OK - watchclock agent ${version} lives and watches ${services.length} services`;
  const run: RunCommand = async () => ({ exitCode: 0, output });
  return [...watched, { name: heartbeat, run }];
}

interface Watched {
  readonly host: string;
  readonly service: string;
  readonly run: RunCommand;
}

/** Runs the command of a service once; the result is as it waits in the spool. */
async function measure({ host, service, run }: Watched, context: CheckContext): Promise<string> {
  const { exitCode, output } = await run([], context);
  return toSpooled({ host, service, code: exitCode, output, at: context.now() });
}

/** A result that no disk takes is lost; the agent goes on, and says so. */
async function put(result: string, spool: Spool, log: Logger): Promise<void> {
  try {
    await spool.put(result);
  } catch (error) {
    log.error({ why: (error as Error).message, result }, 'a result is lost');
  }
}
