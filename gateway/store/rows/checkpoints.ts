import type { Kysely } from 'kysely';
import { canonicalJson } from '../../incident/chain.ts';
import type { Raised } from '../../incident-event.ts';
import type { Checkpoint, SignedCheckpoint } from '../../report/checkpoints/checkpoint.ts';
import type { Checkpoints, Contradiction } from '../../report/checkpoints/checkpoints.ts';
import type { Head, Portion } from '../../report/log-pages.ts';
import type { Tables } from '../schema.ts';
import { ConflictError } from '../store.ts';
import { chunks } from './chunks.ts';

/** The checkpoints in a database. */
export function checkpointRows(
  db: Kysely<Tables>,
  isTaken: (error: unknown) => boolean,
): Checkpoints {
  return {
    last: async () => {
      const row = await db
        .selectFrom('checkpoint')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : toCheckpoint(row);
    },
    all: async () => {
      const rows = await db.selectFrom('checkpoint').selectAll().orderBy('number').execute();
      return rows.map(toCheckpoint);
    },
    lastIncident: async () => {
      const query = db
        .selectFrom('checkpoint_head')
        .select(({ fn }) => fn.max('incident').as('last'));
      return (await query.executeTakeFirst())?.last ?? 0;
    },
    heads: (portion) => headsIn(db, portion),
    moved: (portion) => movedIn(db, portion),
    contradictions: (portion) => contradictionsIn(db, portion),
    keep: (checkpoint, moved) => keep(db, { checkpoint, moved, isTaken }),
  };
}

function toCheckpoint(row: { content: string; signature: string }): SignedCheckpoint {
  return { checkpoint: JSON.parse(row.content) as Checkpoint, signature: row.signature };
}

async function headsIn(db: Kysely<Tables>, { first, last }: Portion): Promise<readonly Head[]> {
  return db
    .selectFrom('checkpoint_head')
    .select(['incident', 'version', 'hash', 'customer', 'raised_at as raisedAt'])
    .where('incident', '>=', first)
    .where('incident', '<=', last)
    .orderBy('incident')
    .execute();
}

async function movedIn(db: Kysely<Tables>, { first, last }: Portion): Promise<readonly Head[]> {
  const rows = await db
    .selectFrom('incident_event as entry')
    .leftJoin('checkpoint_head as head', 'head.incident', 'entry.incident')
    .innerJoin('incident_event as raising', (join) =>
      join.onRef('raising.incident', '=', 'entry.incident').on('raising.version', '=', 1),
    )
    .select(['entry.incident', 'entry.version', 'entry.hash', 'raising.at', 'raising.event'])
    .where('entry.incident', '>=', first)
    .where('entry.incident', '<=', last)
    .where(({ or, eb, ref }) =>
      or([eb('head.version', 'is', null), eb('entry.version', '>', ref('head.version'))]),
    )
    .orderBy('entry.incident')
    .orderBy('entry.version')
    .execute();
  const heads = new Map(rows.map((row) => [row.incident, row]));
  return [...heads.values()].map(({ incident, version, hash, at, event }) => ({
    ...{ incident, version, hash, raisedAt: at },
    customer: (JSON.parse(event) as Raised).customer ?? null,
  }));
}

async function contradictionsIn(
  db: Kysely<Tables>,
  { first, last }: Portion,
): Promise<readonly Contradiction[]> {
  const rows = await db
    .selectFrom('checkpoint_head as head')
    .leftJoin('incident_event as entry', (join) =>
      join
        .onRef('entry.incident', '=', 'head.incident')
        .onRef('entry.version', '=', 'head.version'),
    )
    .select(['head.incident', 'head.version', 'entry.hash'])
    .where('head.incident', '>=', first)
    .where('head.incident', '<=', last)
    .where(({ or, eb, ref }) =>
      or([eb('entry.hash', 'is', null), eb('entry.hash', '<>', ref('head.hash'))]),
    )
    .orderBy('head.incident')
    .execute();
  return rows.map(({ incident, version, hash }) => ({ incident, version, there: hash !== null }));
}

interface Keeping {
  readonly checkpoint: SignedCheckpoint;
  readonly moved: readonly Head[];
  readonly isTaken: (error: unknown) => boolean;
}

async function keep(db: Kysely<Tables>, { checkpoint, moved, isTaken }: Keeping): Promise<void> {
  const { number } = checkpoint.checkpoint;
  const content = canonicalJson(checkpoint.checkpoint);
  const row = { number, content, signature: checkpoint.signature };
  try {
    await db.transaction().execute(async (transaction) => {
      await transaction.insertInto('checkpoint').values(row).execute();
      for (const some of chunks(moved)) await upsertHeads(transaction, some);
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new ConflictError(`checkpoint ${number} is taken`, { cause: error });
  }
}

async function upsertHeads(db: Kysely<Tables>, heads: readonly Head[]): Promise<void> {
  const rows = heads.map(({ raisedAt, ...head }) => ({ ...head, raised_at: raisedAt }));
  await db
    .insertInto('checkpoint_head')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('incident').doUpdateSet(({ ref }) => ({
        version: ref('excluded.version'),
        hash: ref('excluded.hash'),
      })),
    )
    .execute();
}
