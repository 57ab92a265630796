import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Board } from '../board/board.ts';
import type { BoardEntry } from '../board/entry.ts';
import { climbTo, dutyFor } from '../directory/duty.ts';
import type { Outbox } from '../outbox/box.ts';
import type { Message } from '../outbox/message.ts';

/** What climbing works with; `now` gives epoch milliseconds. */
export interface ClimbParts {
  readonly board: Pick<Board, 'read'>;
  readonly inventory: () => Inventory;
  readonly outbox: Pick<Outbox, 'put'>;
  readonly sendDue: () => void;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** How often somebody may be waiting for an answer is looked at, in milliseconds. */
const every = 15_000;

/** Starts to tell more and more people of incidents to which nobody responds, step by step; answers how to stop it. */
export function startClimbing(parts: ClimbParts): () => void {
  const look = async () => {
    const { board, inventory, outbox, sendDue, now } = parts;
    const { entries } = await board.read();
    const messages = entries.flatMap((entry) => climbMessages(entry, inventory(), now()));
    if (messages.length > 0 && (await outbox.put(messages, now())) > 0) sendDue();
  };
  const timer = setInterval(() => look().catch(parts.failed), every).unref();
  return () => clearInterval(timer);
}

/** What must have been sent by `now` because nobody responded; each has a key of its own, so that it is sent once. */
export function climbMessages(
  { incident }: Pick<BoardEntry, 'incident'>,
  inventory: Inventory,
  now: number,
): readonly Message[] {
  const { id, raised, raisedAt, respondedAt, interventionStartedAt } = incident;
  if (respondedAt !== null || interventionStartedAt !== null) return [];
  const duty = dutyFor(inventory, inventory.customers.get(raised.customer ?? ''));
  const due = duty?.climb.filter(({ afterMs }) => raisedAt + afterMs <= now) ?? [];
  return due.flatMap(({ afterMs, to: whom }) => {
    const at = raisedAt + afterMs;
    const people = duty === undefined ? [] : climbTo(duty, whom, at);
    return people.flatMap(({ name, email }): readonly Message[] => {
      if (email === undefined) return [];
      const about = { incident: id, customer: raised.customer, version: 1, moment: null };
      const to = { name, email };
      const content = {
        ...about,
        to,
        kind: 'incident-mail',
        role: 'engineer',
        topic: 'raised',
      } as const;
      return [{ key: `climb ${id} ${afterMs} ${email.toLowerCase()}`, content }];
    });
  });
}
