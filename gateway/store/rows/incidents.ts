import { type Kysely, sql } from 'kysely';
import { settlesAt } from '../../decide-signal.ts';
import { type Place, placeKey } from '../../incident/carried.ts';
import type { Incident } from '../../incident.ts';
import type { IncidentCacheRow, Tables } from '../schema.ts';
import type { IncidentFilter } from '../store.ts';
import { asking, askingFor } from './compiled.ts';

/** The incidents with these numbers, as far as they exist, in no order. */
export async function incidentsOf(
  db: Kysely<Tables>,
  ids: readonly number[],
): Promise<readonly Incident[]> {
  return (await selectIncidents(db, ids)).map(fromRow);
}

const selectIncidents = askingFor((db, ids: readonly number[]) =>
  db.selectFrom('incident_cache').select('state').where('incident', 'in', ids),
);

/** The incidents that a filter lets through, the newest raised first. */
export async function listIncidents(
  db: Kysely<Tables>,
  filter: IncidentFilter,
): Promise<readonly Incident[]> {
  const { status, customer, from, to, limit, offset } = filter;
  let query = db.selectFrom('incident_cache').select('state');
  if (status !== undefined) query = query.where('status', 'in', status);
  if (customer !== undefined) query = query.where('customer', '=', customer);
  if (from !== undefined) query = query.where('raised_at', '>=', from);
  if (to !== undefined) query = query.where('raised_at', '<', to);
  query = query.orderBy('raised_at', 'desc').orderBy('incident', 'desc');
  // Both databases take an offset only after a limit.
  query = query.limit(limit ?? 1_000_000_000).offset(offset ?? 0);
  return (await query.execute()).map(fromRow);
}

/** See `Store.openVersions`. */
export async function openVersions(db: Kysely<Tables>): Promise<string> {
  const row = await db
    .selectFrom('incident_cache')
    .select(
      sql<string | null>`string_agg(incident || ':' || version, ',' order by incident)`.as('text'),
    )
    .where('status', '=', 'open')
    .executeTakeFirst();
  return row?.text ?? '';
}

/** The number after the highest one given; two who take the same one conflict when they commit. */
export async function nextNumber(db: Kysely<Tables>): Promise<number> {
  return ((await selectLast(db))?.last ?? 0) + 1;
}

const selectLast = asking((db) =>
  db.selectFrom('incident_cache').select((select) => select.fn.max('incident').as('last')),
);

/** See `Store.carriers`. */
export async function carriersOf(
  db: Kysely<Tables>,
  places: readonly Place[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await selectCarriers(db, places.map(placeKey));
  return new Map(rows.map(({ watched, incident }) => [watched, incident]));
}

const selectCarriers = askingFor((db, keys: readonly string[]) =>
  db.selectFrom('watched_cache').selectAll().where('watched', 'in', keys),
);

/** An incident as its cache row; `hash` is that of its last log entry. */
export function toRow(incident: Incident, hash: string): IncidentCacheRow {
  return {
    incident: incident.id,
    version: incident.version,
    hash,
    status: incident.status,
    customer: incident.raised.customer,
    severity: incident.severity,
    raised_at: incident.raisedAt,
    settling_since: settlesAt(incident, 0),
    state: JSON.stringify(incident),
  };
}

function fromRow({ state }: { state: string }): Incident {
  return JSON.parse(state) as Incident;
}
