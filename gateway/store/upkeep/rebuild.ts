import type { Kysely } from 'kysely';
import { carriedBy, placeKey } from '../../incident/carried.ts';
import { fold, type Incident } from '../../incident.ts';
import type { RecordedEvent } from '../../incident-event.ts';
import { upsertStates } from '../commit.ts';
import { chunks } from '../rows/chunks.ts';
import { readChain, withTexts } from '../rows/history.ts';
import { toRow } from '../rows/incidents.ts';
import { wakeOpenTimers } from '../rows/timers.ts';
import type { Tables } from '../schema.ts';

/** Empties the caches and fills them from the log, in one transaction; answers how many incidents there are. */
export async function rebuildCaches(db: Kysely<Tables>): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('incident_cache').execute();
    await transaction.deleteFrom('watched_cache').execute();
    await transaction.deleteFrom('report_cache').execute();
    const ids = await incidentsInLog(transaction);
    const carriers: Carriers = new Map();
    for (const id of ids) await rebuildOne(transaction, id, carriers);
    const rows = [...carriers].map(([watched, { incident }]) => ({ watched, incident }));
    for (const some of chunks(rows)) {
      await transaction.insertInto('watched_cache').values(some).execute();
    }
    await transaction.deleteFrom('timer_cache').execute();
    await wakeOpenTimers(transaction);
    return ids.length;
  });
}

/** Makes the caches of some incidents anew; what they carry stays as it is. */
export async function rebuildSome(
  transaction: Kysely<Tables>,
  incidents: readonly number[],
): Promise<void> {
  for (const id of incidents) await rebuildOne(transaction, id, new Map());
}

/** Which incident each place belongs to, by `placeKey`, and since when. */
export type Carriers = Map<string, { readonly incident: number; readonly receivedAt: number }>;

async function incidentsInLog(db: Kysely<Tables>): Promise<number[]> {
  const rows = await db
    .selectFrom('incident_event')
    .select('incident')
    .where('version', '=', 1)
    .orderBy('incident')
    .execute();
  return rows.map(({ incident }) => incident);
}

async function rebuildOne(db: Kysely<Tables>, id: number, carriers: Carriers): Promise<void> {
  const chain = await readChain(db, id);
  const history = await withTexts(db, chain);
  const incident = fold(history);
  const head = chain.at(-1);
  if (incident === undefined || head === undefined) return;
  await upsertStates(db, [toRow(incident, head.hash)]);
  for (const recorded of history) carry(recorded, incident, carriers);
}

/** Takes note of the place that an event turns to its incident; the one that took it last keeps it. */
export function carry(
  { event, receivedAt }: RecordedEvent,
  incident: Incident,
  carriers: Carriers,
): void {
  const place = carriedBy(event, incident);
  if (place === undefined) return;
  const key = placeKey(place);
  const before = carriers.get(key);
  if (before === undefined || before.receivedAt <= receivedAt) {
    carriers.set(key, { incident: incident.id, receivedAt });
  }
}
