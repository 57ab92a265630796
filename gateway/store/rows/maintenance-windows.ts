import type { Kysely, Transaction } from 'kysely';
import { canonicalJson, windowHash } from '../../incident/chain.ts';
import { type Cancellation, type MaintenanceWindow, withCancellations } from '../../maintenance.ts';
import type { Message } from '../../outbox/message.ts';
import type { Tables } from '../schema.ts';
import { ConflictError } from '../store.ts';
import { putMessages } from './outbox.ts';
import { keepTexts, textsOf } from './personal-rows.ts';
import { digestsIn, seal, unseal } from './personal-text.ts';
import { wakeOpenTimers } from './timers.ts';

/** A window and what must be sent because of it. */
interface Announcing {
  readonly window: MaintenanceWindow;
  readonly messages: readonly Message[];
}

/** Adds one window at the end of their chain; a ConflictError when its id, or the place, is taken. */
export async function announceWindow(
  db: Kysely<Tables>,
  { window, messages }: Announcing,
  isTaken: (error: unknown) => boolean,
): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      await append(transaction, window);
      await wakeOpenTimers(transaction, window.customer);
      await putMessages(transaction, messages, window.announcedAt);
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new ConflictError(`maintenance window "${window.id}" is taken`, { cause: error });
  }
}

/** A cancellation and what must be sent because of it. */
interface Cancelling {
  readonly cancellation: Cancellation;
  readonly messages: readonly Message[];
}

/** Adds the cancellation of a window to the same chain; a ConflictError when it was cancelled already. */
export async function cancelWindow(
  db: Kysely<Tables>,
  { cancellation, messages }: Cancelling,
  isTaken: (error: unknown) => boolean,
): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      await append(transaction, cancellation);
      await wakeOpenTimers(transaction, cancellation.customer);
      await putMessages(transaction, messages, cancellation.at);
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    const message = `maintenance window "${cancellation.cancels}" was cancelled already`;
    throw new ConflictError(message, { cause: error });
  }
}

async function append(
  db: Transaction<Tables>,
  entry: MaintenanceWindow | Cancellation,
): Promise<void> {
  const { value: content, texts } = seal(entry);
  const last = await lastOf(db);
  const position = (last?.position ?? 0) + 1;
  const previousHash = last?.hash ?? null;
  await keepTexts(db, texts);
  const row = {
    position,
    id: entry.id,
    content: canonicalJson(content),
    previous_hash: previousHash,
    hash: windowHash({ position, content, previousHash }),
  };
  await db.insertInto('maintenance_window').values(row).execute();
}

/** All windows ever announced, in the order in which they were, each with its cancellation if there was one. */
export async function readWindows(db: Kysely<Tables>): Promise<readonly MaintenanceWindow[]> {
  const rows = await db
    .selectFrom('maintenance_window')
    .select('content')
    .orderBy('position')
    .execute();
  const contents = rows.map(({ content }) => JSON.parse(content) as unknown);
  const texts = await textsOf(db, digestsIn(contents));
  const entries = contents.map(
    (content) => unseal(content, texts) as MaintenanceWindow | Cancellation,
  );
  return withCancellations(entries);
}

function lastOf(db: Kysely<Tables>) {
  return db
    .selectFrom('maintenance_window')
    .select(['position', 'hash'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}
