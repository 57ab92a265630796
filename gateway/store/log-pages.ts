import { type Kysely, sql } from 'kysely';
import type { LogPages, Portion, SaltedText, SealedEvent } from '../report/log-pages.ts';
import { chunks } from './chunks.ts';
import { toEntry } from './history.ts';
import type { IncidentEventRow, Tables } from './schema.ts';

/** The log of a database, portion by portion. */
export function logPages(db: Kysely<Tables>): LogPages {
  return {
    last: async () => {
      const query = db
        .selectFrom('incident_event')
        .select(({ fn }) => fn.max('incident').as('last'));
      return (await query.executeTakeFirst())?.last ?? 0;
    },
    events: async () => {
      const query = db.selectFrom('incident_event').select(({ fn }) => fn.countAll().as('events'));
      return Number((await query.executeTakeFirst())?.events ?? 0);
    },
    eventsIn: async (blockSize) => {
      // Whole numbers are divided without a rest in both databases.
      const block = sql<number>`(incident - 1) / ${sql.lit(blockSize)}`;
      const query = db
        .selectFrom('incident_event')
        .select(({ fn }) => [block.as('block'), fn.countAll().as('events')])
        .groupBy(block);
      const rows = await query.execute();
      return new Map(rows.map(({ block, events }) => [block, Number(events)]));
    },
    entries: async (portion) => {
      const query = inPortion(db, portion).selectAll().orderBy('incident').orderBy('version');
      return (await query.execute()).map(toEntry);
    },
    sealed: async (portion, raised) => {
      let query = inPortion(db, portion).select(['incident', 'version', 'at', said]);
      if (raised !== undefined) {
        const raisings = inPortion(db, portion)
          .select('incident')
          .where('version', '=', 1)
          .where('at', '>=', raised.start)
          .where('at', '<', raised.end);
        query = query.where('incident', 'in', raisings);
      }
      return (await query.orderBy('incident').orderBy('version').execute()).map(toSealed);
    },
    sealedOf: (incidents) => sealedOf(db, incidents),
    windows: async () => {
      const rows = await db
        .selectFrom('maintenance_window')
        .select(['position', 'content', 'previous_hash as previousHash', 'hash'])
        .orderBy('position')
        .execute();
      return rows.map((row) => ({ ...row, content: JSON.parse(row.content) as unknown }));
    },
    terms: async () => {
      const rows = await db.selectFrom('terms').selectAll().orderBy('digest').execute();
      return new Map(rows.map(({ digest, content }) => [digest, content]));
    },
    texts: (digests) => saltedTexts(db, digests),
  };
}

/** Millions of these are read for a report: each column, and each text to parse, costs a second. */
const said = sql<string>`'[' || actor || ',' || event || ']'`.as('said');

function inPortion(db: Kysely<Tables>, { first, last }: Portion) {
  const log = db.selectFrom('incident_event');
  return log.where('incident', '>=', first).where('incident', '<=', last);
}

async function sealedOf(
  db: Kysely<Tables>,
  incidents: readonly number[],
): Promise<readonly SealedEvent[]> {
  const events: SealedEvent[] = [];
  for (const some of chunks(incidents)) {
    const query = db.selectFrom('incident_event').select(['incident', 'version', 'at', said]);
    const rows = await query
      .where('incident', 'in', some)
      .orderBy('incident')
      .orderBy('version')
      .execute();
    events.push(...rows.map(toSealed));
  }
  return events;
}

type SaidRow = Pick<IncidentEventRow, 'incident' | 'version' | 'at'> & { readonly said: string };

function toSealed({ incident, version, at, said }: SaidRow): SealedEvent {
  const [actor, event] = JSON.parse(said) as [SealedEvent['actor'], SealedEvent['event']];
  return { incident, version, at, actor, event };
}

async function saltedTexts(
  db: Kysely<Tables>,
  digests: readonly string[],
): Promise<readonly SaltedText[]> {
  const found: SaltedText[] = [];
  for (const some of chunks(digests)) {
    const query = db.selectFrom('personal_text').select(['digest', 'salt', 'text']);
    found.push(...(await query.where('digest', 'in', some).execute()));
  }
  return found;
}
