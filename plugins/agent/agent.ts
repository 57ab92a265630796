import type { Logger } from 'pino';
import { type CheckContext, thisMachine } from '../check/context.ts';
import { allowedBy } from './nrpe/allowed.ts';
import { answerer } from './nrpe/answer.ts';
import { type NrpeDoor, openNrpeDoor } from './nrpe/door.ts';
import { refusalLog } from './nrpe/refusal-log.ts';
import type { NrpeSettings } from './nrpe/settings.ts';
import { startPassive } from './passive.ts';
import type { AgentSettings } from './settings.ts';

/** An agent at work. */
export interface Agent {
  /** Where it listens for NRPE clients, if it does. */
  readonly nrpe?: NrpeDoor['address'];
  /** Ends the checks under way, the door and the delivery; what was not delivered waits for the next start. */
  readonly stop: () => Promise<void>;
}

/** Opens the door for NRPE clients and starts to watch, each where the settings ask for it. Rejects when it cannot. */
export async function startAgent(settings: AgentSettings, log: Logger): Promise<Agent> {
  const machine = thisMachine();
  const { nrpe, passive } = settings;
  const door =
    nrpe === undefined ? undefined : await openDoor(nrpe, settings.commands, machine, log);
  try {
    const watch = passive === undefined ? undefined : await startPassive(passive, machine, log);
    return {
      ...(door !== undefined && { nrpe: door.address }),
      stop: async () => {
        await Promise.all([door?.close(), watch?.stop()]);
      },
    };
  } catch (error) {
    await door?.close();
    throw error;
  }
}

function openDoor(
  nrpe: NrpeSettings,
  commands: AgentSettings['commands'],
  machine: CheckContext,
  log: Logger,
): Promise<NrpeDoor> {
  return openNrpeDoor({
    ...nrpe,
    isAllowed: allowedBy(nrpe.allowed, machine.now),
    answer: answerer(commands),
    context: machine,
    refused: refusalLog(machine.now, (facts) => log.warn(facts, 'refused a connection')),
  });
}
