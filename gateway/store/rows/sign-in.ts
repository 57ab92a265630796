import type { Kysely } from 'kysely';
import type { TryBook } from '../../access/attempts.ts';
import type { Journeys, Traveller } from '../../access/journeys.ts';
import type { Tables } from '../schema.ts';

/** Tries to sign in, in a migrated database. */
export function triesOf(db: Kysely<Tables>): TryBook {
  return {
    add: async ({ id, keys, at }, since) => {
      await db.deleteFrom('sign_in_try').where('at', '<=', since).execute();
      const rows = keys.map((key) => ({ id, key, at }));
      await db.insertInto('sign_in_try').values(rows).execute();
      const found = db.selectFrom('sign_in_try').select(['key', 'at']).where('key', 'in', keys);
      const times = Map.groupBy(await found.execute(), ({ key }) => key);
      return new Map([...times].map(([key, tries]) => [key, tries.map((row) => Number(row.at))]));
    },
    remove: async (id) => {
      await db.deleteFrom('sign_in_try').where('id', '=', id).execute();
    },
    forget: async (key) => {
      await db.deleteFrom('sign_in_try').where('key', '=', key).execute();
    },
  };
}

/** Whoever begins millions of journeys must not fill the disk: the oldest go. */
const mostJourneys = 10_000;

/** Who is on the way to an OpenID provider, in a migrated database. */
export function journeysOf(db: Kysely<Tables>): Journeys {
  return {
    keep: async (digest, traveller, { now, until }) => {
      await db.deleteFrom('sign_in_journey').where('until', '<=', now).execute();
      const content = JSON.stringify(traveller);
      await db.insertInto('sign_in_journey').values({ digest, content, until }).execute();
      const beyond = db.selectFrom('sign_in_journey').select('until').orderBy('until', 'desc');
      const last = await beyond.offset(mostJourneys).limit(1).executeTakeFirst();
      if (last === undefined) return;
      await db.deleteFrom('sign_in_journey').where('until', '<=', last.until).execute();
    },
    take: async (digest, now) => {
      const row = await db
        .deleteFrom('sign_in_journey')
        .where('digest', '=', digest)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined || Number(row.until) <= now) return undefined;
      return JSON.parse(row.content) as Traveller;
    },
  };
}
