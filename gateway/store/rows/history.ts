import type { Kysely } from 'kysely';
import type { LogEntry } from '../../incident/chain.ts';
import type { Actor, IncidentEvent, RecordedEvent } from '../../incident-event.ts';
import type { IncidentEventRow, Tables } from '../schema.ts';
import { chunks } from './chunks.ts';
import { textsOf } from './personal-rows.ts';
import { digestsIn, unseal } from './personal-text.ts';

/** The log entries of one incident in order of version, or of all, incident by incident. */
export async function readChain(
  db: Kysely<Tables>,
  id: number | undefined,
): Promise<readonly LogEntry[]> {
  const all = db.selectFrom('incident_event').selectAll();
  const query = id === undefined ? all : all.where('incident', '=', id);
  const rows = await query.orderBy('incident').orderBy('version').execute();
  return rows.map(toEntry);
}

/** The events of some incidents, each in order of version, with the personal texts that are still there. */
export async function readHistories(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly RecordedEvent[]>> {
  const histories = new Map<number, readonly RecordedEvent[]>();
  for (const some of chunks(ids)) {
    const query = db.selectFrom('incident_event').selectAll().where('incident', 'in', some);
    const rows = await query.orderBy('version').execute();
    const events = await withTexts(db, rows.map(toEntry));
    for (const [id, each] of Map.groupBy(events, ({ incident }) => incident)) {
      histories.set(id, each);
    }
  }
  return histories;
}

/** Log entries as events, with the personal texts that are still there. */
export async function withTexts(
  db: Kysely<Tables>,
  entries: readonly LogEntry[],
): Promise<readonly RecordedEvent[]> {
  const digests = entries.flatMap(({ actor, event }) => digestsIn([actor, event]));
  const texts = await textsOf(db, digests);
  return entries.map(({ incident, version, at, receivedAt, actor, event }) => ({
    incident,
    version,
    at,
    receivedAt,
    actor: unseal(actor, texts) as Actor,
    event: unseal(event, texts) as IncidentEvent,
  }));
}

/** A row of the log as an entry. */
export function toEntry(row: IncidentEventRow): LogEntry {
  return {
    incident: row.incident,
    version: row.version,
    at: row.at,
    receivedAt: row.received_at,
    actor: JSON.parse(row.actor),
    event: JSON.parse(row.event),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
