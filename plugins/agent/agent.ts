import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { type CheckContext, thisMachine } from '../check/context.ts';
import { type MetricsDoor, serveMetrics } from '../metrics/serve.ts';
import { allowedBy } from './nrpe/allowed.ts';
import { answerer } from './nrpe/answer.ts';
import { type NrpeDoor, type NrpeDoorParts, openNrpeDoor } from './nrpe/door.ts';
import type { NrpeSettings } from './nrpe/settings.ts';
import { startPassive, type Watch } from './passive.ts';
import type { AgentSettings } from './settings.ts';
import { sparingly } from './sparingly.ts';
import { newTally, type Tally } from './tally.ts';

/** An agent at work. */
export interface Agent {
  /** Where it listens for NRPE clients, if it does. */
  readonly nrpe?: NrpeDoor['address'];
  /** Where it serves its metrics, if it does. */
  readonly metrics?: MetricsDoor['address'];
  /**
   * Goes on with other settings: new connections are served by them, those that are open go on. Where it listens stays
   * as it is, which it says. Rejects, and changes nothing, when they cannot be used.
   */
  readonly apply: (settings: AgentSettings) => Promise<void>;
  /** Ends the checks under way, the door and the delivery; what was not delivered waits for the next start. */
  readonly stop: () => Promise<void>;
}

/** Opens the door for NRPE clients and starts to watch, each where the settings ask for it. Rejects when it cannot. */
export async function startAgent(settings: AgentSettings, log: Logger): Promise<Agent> {
  await using parts = new AsyncDisposableStack();
  const tools: Tools = { machine: thisMachine(), tally: newTally(), log };
  const { nrpe } = settings;
  const door = nrpe && (await openNrpeDoor(doorParts(nrpe, settings, tools)));
  parts.defer(() => door?.close());
  const watching = await watchingFor(settings.passive, tools);
  parts.defer(() => watching.stop());
  const gauges = async () => ({
    connections: door?.connections() ?? 0,
    waiting: await watching.waiting(),
  });
  const figures = async () => tools.tally.metrics(await gauges());
  const metrics = settings.metrics && (await serveMetrics(settings.metrics, figures));
  parts.defer(() => metrics?.close());
  const running = parts.move();
  return {
    ...(door !== undefined && { nrpe: door.address }),
    ...(metrics !== undefined && { metrics: metrics.address }),
    apply: async (next) => {
      if (next.nrpe !== undefined) door?.replace(doorParts(next.nrpe, next, tools));
      await watching.replace(next.passive);
      for (const key of fixedKeys(settings, next)) log.warn(`${key}: is changed by a restart only`);
    },
    stop: () => running.disposeAsync(),
  };
}

interface Tools {
  readonly machine: CheckContext;
  readonly tally: Tally;
  readonly log: Logger;
}

/** Milliseconds between two lines in the log on refused connections. */
const refusalPause = 1000;

function doorParts(
  nrpe: NrpeSettings,
  { commands }: AgentSettings,
  { machine, tally, log }: Tools,
): NrpeDoorParts {
  const tell = sparingly<{ readonly address: string; readonly why: string }>(
    refusalPause,
    machine.now,
    (facts) => log.warn(facts, 'refused a connection'),
  );
  return {
    ...nrpe,
    isAllowed: allowedBy(nrpe.allowed, machine.now),
    answer: answerer(commands, tally.counted),
    context: machine,
    refused: (address, why) => {
      tally.add('connections_refused');
      tell({ address, why });
    },
  };
}

/** The watch of the settings now in force. */
async function watchingFor(settings: AgentSettings['passive'], tools: Tools) {
  const start = async (asked: AgentSettings['passive']): Promise<Watch | undefined> =>
    asked && startPassive(asked, tools);
  let current = settings;
  let watch = await start(settings);
  return {
    waiting: async () => (await watch?.waiting()) ?? 0,
    stop: async () => watch?.stop(),
    /** One spool has one watch, so the old one ends first, and comes back when the new one cannot be. */
    replace: async (next: AgentSettings['passive']) => {
      await watch?.stop();
      watch = undefined;
      try {
        watch = await start(next);
        current = next;
      } catch (error) {
        watch = await start(current);
        throw error;
      }
    },
  };
}

function fixedKeys(first: AgentSettings, next: AgentSettings): readonly string[] {
  const listens = isDeepStrictEqual(first.nrpe?.listen, next.nrpe?.listen);
  const serves = isDeepStrictEqual(first.metrics, next.metrics);
  return [...(listens ? [] : ['listen']), ...(serves ? [] : ['metrics'])];
}
