import type { Kysely, Transaction } from 'kysely';
import { placeKey } from '../incident/carried.ts';
import { canonicalJson, eventHash } from '../incident/chain.ts';
import type { RecordedEvent } from '../incident-event.ts';
import { keepAttachments } from './rows/attachments.ts';
import { askingFor, writing } from './rows/compiled.ts';
import { toRow } from './rows/incidents.ts';
import { putMessages } from './rows/outbox.ts';
import { keepTexts } from './rows/personal-rows.ts';
import { seal } from './rows/personal-text.ts';
import { wakeTimers } from './rows/timers.ts';
import { keepStates } from './rows/watched-states.ts';
import type {
  IncidentCacheRow,
  IncidentEventRow,
  PersonalTextRow,
  SignalKeyRow,
  Tables,
} from './schema.ts';
import { type Batch, type Claim, ConflictError } from './store.ts';

/** Writes a batch in one transaction; see `Store.commit`. */
export async function commitBatch(
  db: Kysely<Tables>,
  batch: Batch,
  isTaken: (error: unknown) => boolean,
): Promise<void> {
  try {
    await db.transaction().execute((transaction) => write(transaction, batch));
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new ConflictError('somebody else wrote first', { cause: error });
  }
}

async function write(db: Transaction<Tables>, batch: Batch): Promise<void> {
  const heads = await headsOf(db, batch);
  const { rows, texts } = chainRows(batch.events, heads);
  const keys = batch.keys.map((key) => ({ key, received_at: batch.receivedAt }));
  await insertKeys(db, keys);
  await keepTexts(db, texts);
  await insertEvents(db, rows);
  await keepStates(db, batch.watched);
  for (const claim of batch.claims) await stake(db, claim);
  const states = batch.incidents.map((incident) => toRow(incident, hashAfter(heads, incident.id)));
  await upsertStates(db, states);
  await wakeTimers(
    db,
    states.map(({ incident }) => incident),
  );
  await keepAttachments(db, batch.attachments);
  await putMessages(db, batch.messages, batch.receivedAt);
}

const insertKeys = writing((db, rows: readonly SignalKeyRow[]) =>
  db.insertInto('signal_key').values(rows),
);

const insertEvents = writing((db, rows: readonly IncidentEventRow[]) =>
  db.insertInto('incident_event').values(rows),
);

/** The last version and hash of each incident, as far as the log goes; moved on while rows are made. */
type Heads = Map<number, { readonly version: number; readonly hash: string | null }>;

async function headsOf(db: Transaction<Tables>, { incidents }: Batch): Promise<Heads> {
  const rows = await selectHeads(
    db,
    incidents.map(({ id }) => id),
  );
  return new Map(rows.map(({ incident, version, hash }) => [incident, { version, hash }]));
}

const selectHeads = askingFor((db, ids: readonly number[]) =>
  db
    .selectFrom('incident_cache')
    .select(['incident', 'version', 'hash'])
    .where('incident', 'in', ids),
);

function chainRows(events: readonly RecordedEvent[], heads: Heads) {
  const texts: PersonalTextRow[] = [];
  const rows = events.map((recorded): IncidentEventRow => {
    const { version, hash: previousHash } = headOf(heads, recorded.incident);
    if (recorded.version !== version + 1) {
      throw new ConflictError(`incident ${recorded.incident} is at version ${version} already`);
    }
    const actor = seal(recorded.actor);
    const event = seal(recorded.event);
    texts.push(...actor.texts, ...event.texts);
    const hash = eventHash({ ...recorded, actor: actor.value, event: event.value, previousHash });
    heads.set(recorded.incident, { version: recorded.version, hash });
    return {
      incident: recorded.incident,
      version: recorded.version,
      at: recorded.at,
      received_at: recorded.receivedAt,
      actor: canonicalJson(actor.value),
      event: canonicalJson(event.value),
      previous_hash: previousHash,
      hash,
    };
  });
  return { rows, texts };
}

function headOf(heads: Heads, incident: number) {
  return heads.get(incident) ?? { version: 0, hash: null };
}

function hashAfter(heads: Heads, incident: number): string {
  const { hash } = headOf(heads, incident);
  if (hash === null) throw new Error(`incident ${incident} has a state but no event`);
  return hash;
}

/** A claim holds only if the place still belongs to whom it did when the claim was decided. */
async function stake(db: Transaction<Tables>, { place, incident, was }: Claim): Promise<void> {
  const watched = placeKey(place);
  if (was === null) {
    await db.insertInto('watched_cache').values({ watched, incident }).execute();
    return;
  }
  const { numUpdatedRows } = await db
    .updateTable('watched_cache')
    .set({ incident })
    .where('watched', '=', watched)
    .where('incident', '=', was)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new ConflictError(`${watched} was claimed by somebody else`);
}

/** Writes the cached state of incidents over what was there. */
export const upsertStates = writing((db, states: readonly IncidentCacheRow[]) =>
  db
    .insertInto('incident_cache')
    .values(states)
    .onConflict((conflict) =>
      conflict.column('incident').doUpdateSet(({ ref }) => ({
        version: ref('excluded.version'),
        hash: ref('excluded.hash'),
        status: ref('excluded.status'),
        customer: ref('excluded.customer'),
        severity: ref('excluded.severity'),
        raised_at: ref('excluded.raised_at'),
        settling_since: ref('excluded.settling_since'),
        state: ref('excluded.state'),
      })),
    ),
);
