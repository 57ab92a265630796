import type { Logger } from 'pino';
import type { CheckContext } from '../check/context.ts';
import { version } from '../check/version.ts';
import type { Send } from '../spool/drain.ts';
import { takeLock } from '../spool/lock.ts';
import { openSpool, type Spool } from '../spool/spool.ts';
import { startDelivery } from './delivery.ts';
import { destinationName, openDestination } from './destination/destination.ts';
import { toSpooled } from './destination/spooled.ts';
import { repeat } from './repeat.ts';
import type { RunCommand } from './run-command.ts';
import type { PassiveSettings } from './settings.ts';
import { sparingly } from './sparingly.ts';
import type { Tally } from './tally.ts';

/** A watch that goes on. */
export interface Watch {
  /** How many results wait for the other side. */
  readonly waiting: () => Promise<number>;
  /** Ends the checks under way and the delivery; what was not delivered waits for the next start. */
  readonly stop: () => Promise<void>;
}

/** What a watch works with. */
export interface WatchTools {
  readonly machine: CheckContext;
  readonly tally: Tally;
  readonly log: Logger;
}

/** Starts to watch and to deliver. Rejects when another agent uses the same spool. */
export async function startPassive(settings: PassiveSettings, tools: WatchTools): Promise<Watch> {
  const { tally, log, machine } = tools;
  const end = new AbortController();
  const { signal } = end;
  const warn = (sentence: string) => log.warn(sentence);
  const { limit } = settings;
  const spool = await openSpool({ folder: settings.spool, limit, now: Date.now, warn });
  const release = await takeLock(settings.spool);
  if (release === undefined) throw new Error(`another agent uses ${settings.spool}`);
  const to = destinationName(settings.to);
  const delivery = startDelivery({
    spool,
    send: countedSend(await openDestination(settings.to, { ...settings, signal }), tally),
    delayed: (why) => log.warn({ to, why }, 'results wait'),
    resumed: () => log.info({ to }, 'results are taken again'),
    signal,
  });
  const context = { ...machine, signal };
  const losses = lossesTold(tools);
  const { host, every } = settings;
  const watches = watchedBy(settings, tally, losses).map(({ name, run, kept }) => {
    const work = async () => {
      const { exitCode, output } = await run([], context);
      if (signal.aborted) return; // it only says that it was stopped
      const at = context.now();
      const result = toSpooled({ host, service: name, code: exitCode, output, at });
      if (await put(result, spool, losses)) kept?.();
      delivery.wake();
    };
    return repeat({ every, signal, work });
  });
  return {
    waiting: async () => (await spool.list()).length,
    stop: async () => {
      end.abort();
      await Promise.all([...watches, delivery.ended]);
      await release();
    },
  };
}

function countedSend(send: Send, tally: Tally): Send {
  return async (texts) => {
    try {
      const deliveries = await send(texts);
      const taken = deliveries.filter((delivery) => delivery === 'taken').length;
      tally.add('results_delivered', taken);
      tally.add('results_refused', deliveries.length - taken);
      return deliveries;
    } catch (error) {
      tally.add('delivery_failures');
      throw error;
    }
  };
}

interface Watched {
  readonly name: string;
  readonly run: RunCommand;
  /** Told when a result is in the spool. */
  readonly kept?: () => void;
}

/** The services, and the heartbeat where one is asked for. */
function watchedBy(
  { services, heartbeat }: PassiveSettings,
  tally: Tally,
  losses: Losses,
): readonly Watched[] {
  const watched = services.map(({ name, command }) => ({
    name,
    run: tally.counted(name, command),
  }));
  if (heartbeat === undefined) return watched;
  return [...watched, heartbeatOf(heartbeat, services.length, losses)];
}

/** A service that is OK, unless results were lost since it was last told. */
function heartbeatOf(name: string, services: number, losses: Losses): Watched {
  const lives = `watchclock agent ${version} lives and watches ${services} services`;
  let told = 0;
  return {
    name,
    run: async () => {
      told = losses.untold();
      if (told === 0) return { exitCode: 0, output: `OK - ${lives}` };
      const output = `WARNING - ${lives}, and lost ${told} results that nobody took in time`;
      return { exitCode: 1, output };
    },
    kept: () => losses.settle(told),
  };
}

/** Results that were lost, as far as the other side was not told. */
interface Losses {
  readonly lose: (result: string, why: string) => void;
  readonly untold: () => number;
  readonly settle: (told: number) => void;
}

/** Milliseconds between two lines in the log on lost results. */
const lossPause = 60_000;

function lossesTold({ log, tally, machine }: WatchTools): Losses {
  let untold = 0;
  const tell = sparingly<{ readonly why: string; readonly result: string }>(
    lossPause,
    machine.now,
    (facts) =>
      log.error(facts, 'a result is lost: those that wait are kept, the newest is dropped'),
  );
  return {
    lose: (result, why) => {
      untold += 1;
      tally.add('results_dropped');
      tell({ why, result });
    },
    untold: () => untold,
    settle: (told) => {
      untold -= told;
    },
  };
}

/** Whether a result is in the spool; one that no disk takes, or that is too many, is lost, and the agent goes on. */
async function put(result: string, spool: Spool, losses: Losses): Promise<boolean> {
  try {
    await spool.put(result);
    return true;
  } catch (error) {
    losses.lose(result, (error as Error).message);
    return false;
  }
}
