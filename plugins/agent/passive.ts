import type { Logger } from 'pino';
import type { CheckContext } from '../check/context.ts';
import { takeLock } from '../spool/lock.ts';
import { openSpool, type Spool } from '../spool/spool.ts';
import { startDelivery } from './delivery.ts';
import { gatewayDoor } from './gateway-door.ts';
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
  const send = await gatewayDoor({ ...settings, signal });
  const delivery = startDelivery({
    spool,
    send,
    delayed: (why) => log.warn({ why }, 'results wait for the gateway'),
    resumed: () => log.info('the gateway takes results again'),
    signal,
  });
  const context = { ...machine, signal };
  const keep = (result: string) => put(result, spool, log).then(delivery.wake);
  const { host, every } = settings;
  const watches = settings.services.map(({ name, command }) => {
    const watched = { host, service: name, run: runnerOf(command) };
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

interface Watched {
  readonly host: string;
  readonly service: string;
  readonly run: RunCommand;
}

/** Runs the command of a service once; the result is in the JSON of the gateway's interface. */
async function measure({ host, service, run }: Watched, context: CheckContext): Promise<string> {
  const { exitCode, output } = await run([], context);
  const at = new Date(context.now()).toISOString();
  return JSON.stringify({ host, service, code: exitCode, output, at });
}

/** A result that no disk takes is lost; the agent goes on, and says so. */
async function put(result: string, spool: Spool, log: Logger): Promise<void> {
  try {
    await spool.put(result);
  } catch (error) {
    log.error({ why: (error as Error).message, result }, 'a result is lost');
  }
}
