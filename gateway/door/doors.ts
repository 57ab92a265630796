import type { Logger } from 'pino';
import type { Directory } from '../directory/directory.ts';
import type { Intake } from '../intake.ts';
import type { Metrics } from '../metrics.ts';
import type { Notification, PassiveResult } from '../signal.ts';
import { catchingUp } from './catching-up.ts';
import type { Door } from './door.ts';
import { seldom } from './seldom.ts';

/** What doors have in common. */
export interface DoorParts {
  readonly intake: Pick<Intake, 'submit'>;
  readonly directory: () => Directory;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
}

/** What comes through each door goes to the intake, counted under the door's name. */
export type Doors = ReturnType<typeof openDoors>;

/** Doors by their names, each counting what it takes in and what it refuses. */
export function openDoors({ intake, directory, metrics, log, now }: DoorParts) {
  const counted = (name: string): Pick<Intake, 'submit'> => ({
    submit: async (request) => {
      const outcome = await intake.submit(request);
      if (request.kind === 'signal' || request.kind === 'mail') metrics.received(name);
      return outcome;
    },
  });
  const signals = (name: string) => {
    const { submit } = counted(name);
    return (signal: PassiveResult | Notification) => submit({ kind: 'signal', signal });
  };
  const door = (name: string): Door => {
    const speak = seldom(() => performance.now(), linesOf);
    return {
      deliver: signals(name),
      refuse: (reason, detail) => {
        metrics.refused(name, reason);
        const { may, unsaid } = speak(reason);
        if (may) log.warn({ door: name, reason, detail, ...(unsaid > 0 && { unsaid }) }, 'refused');
      },
      customerOf: (host) => directory().customerOf(host),
      now,
    };
  };
  return { counted, signals, door, caught: catchingUp({ log, now }) };
}

/** Lines a minute about one reason at one door. Who is refused because the gateway is busy did nothing wrong: one is enough. */
function linesOf(reason: string): number {
  return reason === 'busy' ? 1 : 20;
}
