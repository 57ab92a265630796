import type { Kysely } from 'kysely';
import { canonicalJson, windowHash } from '../chain.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import type { Message } from '../outbox/message.ts';
import { putMessages } from './outbox.ts';
import { keepTexts, textsOf } from './personal-rows.ts';
import { digestsIn, seal, unseal } from './personal-text.ts';
import type { Tables } from './schema.ts';
import { ConflictError } from './store.ts';
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
  const { value: content, texts } = seal(window);
  try {
    await db.transaction().execute(async (transaction) => {
      const last = await lastOf(transaction);
      const position = (last?.position ?? 0) + 1;
      const previousHash = last?.hash ?? null;
      await keepTexts(transaction, texts);
      const row = {
        position,
        id: window.id,
        content: canonicalJson(content),
        previous_hash: previousHash,
        hash: windowHash({ position, content, previousHash }),
      };
      await transaction.insertInto('maintenance_window').values(row).execute();
      await wakeOpenTimers(transaction, window.customer);
      await putMessages(transaction, messages, window.announcedAt);
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new ConflictError(`maintenance window "${window.id}" is taken`, { cause: error });
  }
}

/** All windows ever announced, in the order in which they were. */
export async function readWindows(db: Kysely<Tables>): Promise<readonly MaintenanceWindow[]> {
  const rows = await db
    .selectFrom('maintenance_window')
    .select('content')
    .orderBy('position')
    .execute();
  const contents = rows.map(({ content }) => JSON.parse(content) as unknown);
  const texts = await textsOf(db, digestsIn(contents));
  return contents.map((content) => unseal(content, texts) as MaintenanceWindow);
}

function lastOf(db: Kysely<Tables>) {
  return db
    .selectFrom('maintenance_window')
    .select(['position', 'hash'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}
