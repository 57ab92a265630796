import type { Logger } from 'pino';
import { type CheckContext, thisMachine } from '../check/context.ts';
import { runCheck } from '../run.ts';
import { takeLock } from '../spool/lock.ts';
import { openSpool, type Spool } from '../spool/spool.ts';
import { startDelivery } from './delivery.ts';
import { gatewayDoor } from './gateway-door.ts';
import { repeat } from './repeat.ts';
import type { AgentSettings, WatchedService } from './settings.ts';

/** The most results that wait for the gateway: a week of ten services every minute. */
const limit = 100_000;

/** An agent at work. */
export interface Agent {
  /** Ends the checks under way and the delivery; what was not delivered waits for the next start. */
  readonly stop: () => Promise<void>;
}

/** Starts to watch and to deliver. Rejects when another agent uses the same spool. */
export async function startAgent(settings: AgentSettings, log: Logger): Promise<Agent> {
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
  const context = { ...thisMachine(), signal };
  const keep = (result: string) => put(result, spool, log).then(delivery.wake);
  const watches = settings.services.map((service) =>
    repeat({
      every: settings.every,
      signal,
      work: async () => {
        const result = await measure(service, settings.host, context);
        if (!signal.aborted) await keep(result); // else it only says that it was stopped
      },
    }),
  );
  return {
    stop: async () => {
      end.abort();
      await Promise.all([...watches, delivery.ended]);
      await release();
    },
  };
}

/** Runs the check of a service once; the result is in the JSON of the gateway's interface. */
async function measure(
  { name, command }: WatchedService,
  host: string,
  context: CheckContext,
): Promise<string> {
  const { exitCode, output } = await runCheck(command.check, command.args, context);
  const at = new Date(context.now()).toISOString();
  return JSON.stringify({ host, service: name, code: exitCode, output, at });
}

/** A result that no disk takes is lost; the agent goes on, and says so. */
async function put(result: string, spool: Spool, log: Logger): Promise<void> {
  try {
    await spool.put(result);
  } catch (error) {
    log.error({ why: (error as Error).message, result }, 'a result is lost');
  }
}
