import type { Kysely } from 'kysely';
import { commitBatch } from './commit.ts';
import type { Database } from './database.ts';
import { logPages } from './log-pages.ts';
import { accountsOf } from './rows/accounts.ts';
import { attachmentsOf } from './rows/attachments.ts';
import { auditOf } from './rows/audit.ts';
import { checkpointRows } from './rows/checkpoints.ts';
import { asking, askingFor } from './rows/compiled.ts';
import { readChain, readHistories } from './rows/history.ts';
import {
  carriersOf,
  incidentsOf,
  listIncidents,
  nextNumber,
  openVersions,
} from './rows/incidents.ts';
import { announceWindow, cancelWindow, readWindows } from './rows/maintenance-windows.ts';
import { outboxOf } from './rows/outbox.ts';
import { reportCache } from './rows/report-cache.ts';
import { resultHistory } from './rows/results.ts';
import { journeysOf, triesOf } from './rows/sign-in.ts';
import { solutionsOf } from './rows/solutions.ts';
import { timersOf } from './rows/timers.ts';
import { watchedStates } from './rows/watched-states.ts';
import type { Tables } from './schema.ts';
import type { Store } from './store.ts';
import { rebuildCaches } from './upkeep/rebuild.ts';

/** A store on a migrated database. */
export function kyselyStore(
  db: Kysely<Tables>,
  { isTaken, isAway }: Pick<Database, 'isTaken' | 'isAway'>,
): Store {
  return {
    incident: async (id) => (await incidentsOf(db, [id]))[0],
    incidents: (ids) => incidentsOf(db, ids),
    openVersions: () => openVersions(db),
    list: (filter) => listIncidents(db, filter),
    history: async (id) => (await readHistories(db, [id])).get(id) ?? [],
    histories: (ids) => readHistories(db, ids),
    chain: (id) => readChain(db, id),
    nextNumber: () => nextNumber(db),
    carriers: (places) => carriersOf(db, places),
    keyReceivedAt: (key) => keyReceivedAt(db, key),
    knownKeys: (keys) => knownKeys(db, keys),
    commit: (batch) => commitBatch(db, batch, isTaken),
    ...watchedStates(db),
    settling: (since) => settling(db, since),
    settlingSince: () => settlingSince(db),
    keepTerms: (terms) => keepTerms(db, terms),
    terms: (digest) => termsOf(db, digest),
    announce: (window, messages = []) => announceWindow(db, { window, messages }, isTaken),
    cancel: (cancellation, messages = []) => cancelWindow(db, { cancellation, messages }, isTaken),
    maintenance: () => readWindows(db),
    outbox: outboxOf(db),
    attachments: attachmentsOf(db),
    timers: timersOf(db),
    accounts: accountsOf(db, isTaken),
    tries: triesOf(db),
    journeys: journeysOf(db),
    audit: auditOf(db, isTaken),
    solutions: solutionsOf(db, isTaken),
    isAway,
    results: resultHistory(db, isTaken),
    pages: logPages(db),
    checkpoints: checkpointRows(db, isTaken),
    reportCache: reportCache(db),
    forgetKeys: (before) => forgetKeys(db, before),
    rebuildCaches: () => rebuildCaches(db),
    ping: async () => {
      await db.selectFrom('incident_cache').select('incident').limit(1).execute();
    },
    close: () => db.destroy(),
  };
}

async function keyReceivedAt(db: Kysely<Tables>, key: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('signal_key')
    .select('received_at')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.received_at;
}

async function knownKeys(db: Kysely<Tables>, keys: readonly string[]) {
  return new Set((await selectKnown(db, keys)).map(({ key }) => key));
}

const selectKnown = askingFor((db, keys: readonly string[]) =>
  db.selectFrom('signal_key').select('key').where('key', 'in', keys),
);

async function forgetKeys(db: Kysely<Tables>, before: number): Promise<number> {
  const result = await db
    .deleteFrom('signal_key')
    .where('received_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

async function settling(db: Kysely<Tables>, since: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('incident_cache')
    .select('incident')
    .where('settling_since', '<=', since)
    .orderBy('settling_since')
    .execute();
  return rows.map(({ incident }) => incident);
}

async function settlingSince(db: Kysely<Tables>): Promise<number | null> {
  return (await selectSettlingSince(db))?.since ?? null;
}

const selectSettlingSince = asking((db) =>
  db.selectFrom('incident_cache').select((select) => select.fn.min('settling_since').as('since')),
);

async function keepTerms(db: Kysely<Tables>, terms: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...terms].map(([digest, content]) => ({ digest, content }));
  if (rows.length === 0) return;
  await db
    .insertInto('terms')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function termsOf(db: Kysely<Tables>, digest: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('terms')
    .select('content')
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row?.content;
}
