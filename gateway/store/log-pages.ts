import { type Kysely, sql } from 'kysely';
import type {
  LogPages,
  Portion,
  SaltedText,
  SealedEvent,
  SealedEvents,
} from '../report/log-pages.ts';
import { chunks } from './rows/chunks.ts';
import { toEntry } from './rows/history.ts';
import type { Tables } from './schema.ts';

/** The log of a database, portion by portion. */
export function logPages(db: Kysely<Tables>): LogPages {
  return {
    last: async () => {
      const query = db
        .selectFrom('incident_event')
        .select(({ fn }) => fn.max('incident').as('last'));
      return (await query.executeTakeFirst())?.last ?? 0;
    },
    events: async (portion) => {
      const log = portion === undefined ? db.selectFrom('incident_event') : inPortion(db, portion);
      const query = log.select(({ fn }) => fn.countAll().as('events'));
      return Number((await query.executeTakeFirst())?.events ?? 0);
    },
    entries: async (portion) => {
      const query = inPortion(db, portion).selectAll().orderBy('incident').orderBy('version');
      return (await query.execute()).map(toEntry);
    },
    sealed: async (portion, raised) => {
      let query = inPortion(db, portion).select(['incident', said]).groupBy('incident');
      if (raised !== undefined) {
        query = query.having(raisedAt, '>=', raised.start).having(raisedAt, '<', raised.end);
      }
      const rows = await query.orderBy('incident').execute();
      return rows.values().map(toSealed);
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

/**
 * All that an incident's events say, as the inside of a JSON array. Millions are read for a report: one row and one text to
 * parse for each incident cost a third less than one for each event.
 */
const said = sql<string>`string_agg(
  '[' || version || ',' || at || ',' || actor || ',' || event || ']', ',' order by version
)`.as('said');

/** Cheaper than a query of its own for the incidents that were raised in time. */
const raisedAt = sql<number>`max(case when version = 1 then at end)`;

function inPortion(db: Kysely<Tables>, { first, last }: Portion) {
  const log = db.selectFrom('incident_event');
  return log.where('incident', '>=', first).where('incident', '<=', last);
}

async function sealedOf(
  db: Kysely<Tables>,
  incidents: readonly number[],
): Promise<Iterable<SealedEvents>> {
  const found: Saying[] = [];
  for (const some of chunks(incidents)) {
    const query = db.selectFrom('incident_event').select(['incident', said]);
    const own = query.where('incident', 'in', some).groupBy('incident').orderBy('incident');
    found.push(...(await own.execute()));
  }
  return found.values().map(toSealed);
}

interface Saying {
  readonly incident: number;
  readonly said: string;
}

type Said = readonly [
  version: number,
  at: number,
  actor: SealedEvent['actor'],
  event: SealedEvent['event'],
];

function toSealed({ incident, said }: Saying): SealedEvents {
  const events = JSON.parse(`[${said}]`) as readonly Said[];
  return events.map(([version, at, actor, event]) => ({ incident, version, at, actor, event }));
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
