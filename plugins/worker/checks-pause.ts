import { setTimeout as sleep } from 'node:timers/promises';
import { giveCommands } from './external-commands.ts';
import { findNagios, type NagiosFiles } from './nagios-files.ts';
import { forgottenPauses, notePause } from './pause-note.ts';
import { readStatus } from './status-file.ts';

/** Makes Core start checks again, as before the pause. Never rejects. */
export type Resume = () => Promise<void>;

/**
 * Keeps Core from starting checks, so that a worker can end without a job on its way to it. What was off already stays
 * off. Undefined where it cannot be told what is on, or Core cannot be reached.
 */
export async function pauseChecks(querySocket: string): Promise<Resume | undefined> {
  try {
    const files = await findNagios(querySocket);
    if (files === undefined) return undefined;
    const kinds = await activeKinds(files.statusFile);
    const give = (verb: string) => {
      const commands = kinds.map((kind) => `${verb}_EXECUTING_${kind}_CHECKS`);
      return giveCommands(files.commandFile, commands, Date.now());
    };
    const forget = await notePause(files.commandFile, kinds);
    await give('STOP');
    await sleep(settling);
    return () => give('START').then(forget, () => undefined);
  } catch {
    return undefined;
  }
}

/** Ends the pauses whose makers were killed. Rejects where Nagios takes no commands. */
export async function endForgottenPauses({ commandFile }: NagiosFiles): Promise<void> {
  for (const { kinds, forget } of await forgottenPauses(commandFile)) {
    const commands = kinds.map((kind) => `START_EXECUTING_${kind}_CHECKS`);
    await giveCommands(commandFile, commands, Date.now());
    await forget();
  }
}

/** Milliseconds in which Core takes a command from its pipe; it does not say when it has. */
const settling = 300;

async function activeKinds(statusFile: string): Promise<readonly string[]> {
  for await (const { kind, values } of readStatus(statusFile)) {
    if (kind !== 'programstatus') continue;
    const on = (name: string) => values.get(`active_${name}_checks_enabled`) === '1';
    return [...(on('service') ? ['SVC'] : []), ...(on('host') ? ['HOST'] : [])];
  }
  return [];
}
