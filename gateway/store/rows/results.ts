import type { Kysely } from 'kysely';
import { type Place, placeKey } from '../../incident/carried.ts';
import type { ResultHistory, ResultPoint, ResultSample } from '../../results/history.ts';
import { pointOf } from '../../results/points.ts';
import type { AlertState } from '../../signal.ts';
import type { Tables } from '../schema.ts';
import { chunks } from './chunks.ts';
import { latestOfMany, outlinesOf } from './result-outlines.ts';
import { summaryToPoint, thinResults } from './result-thinning.ts';

/** The history of results on a migrated database; `isTaken` as of its `Database`. */
export function resultHistory(
  db: Kysely<Tables>,
  isTaken: (error: unknown) => boolean,
): ResultHistory {
  const known = new Map<string, number>();
  return {
    append: (samples) => append(samples, { db, known, isTaken }),
    series: (place, from, to) => seriesOf(db, { place, from, to }),
    latest: (place, before) => latestOf(db, place, before),
    latestOf: (places, before) => latestOfMany(db, places, before),
    outlines: (places, outline) => outlinesOf(db, places, outline),
    places: async () => {
      const rows = await db.selectFrom('result_place').select('watched').execute();
      return rows.map(({ watched }) => placeOf(watched));
    },
    thin: (now, periods) => thinResults(db, now, periods),
  };
}

interface Appending {
  readonly db: Kysely<Tables>;
  /** The numbers of places, as far as this process has met them. */
  readonly known: Map<string, number>;
  readonly isTaken: (error: unknown) => boolean;
}

async function append(samples: readonly ResultSample[], appending: Appending): Promise<void> {
  const { db, known } = appending;
  const watched = new Set(samples.map(placeKey));
  await learnPlaces(
    [...watched].filter((key) => !known.has(key)),
    appending,
  );
  const rows = samples.map((sample) => ({
    place: known.get(placeKey(sample)) ?? 0,
    at: sample.at,
    state: sample.state,
    perfdata: sample.perfdata,
  }));
  await db.transaction().execute(async (transaction) => {
    for (const some of chunks(rows)) {
      const insert = transaction.insertInto('result_sample').values(some);
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    }
  });
}

/** Two gateways may number new places at once; one of them looks again. */
async function learnPlaces(
  fresh: readonly string[],
  { db, known, isTaken }: Appending,
): Promise<void> {
  for (const some of chunks(fresh)) {
    for (;;) {
      try {
        const numbers = await db.transaction().execute((each) => numberPlaces(some, each));
        for (const [watched, place] of numbers) known.set(watched, place);
        break;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
  }
}

async function numberPlaces(watched: readonly string[], db: Kysely<Tables>) {
  const query = db.selectFrom('result_place').selectAll().where('watched', 'in', watched);
  const numbers = new Map((await query.execute()).map((row) => [row.watched, row.place]));
  const fresh = watched.filter((each) => !numbers.has(each));
  if (fresh.length === 0) return numbers;
  const highest = await db
    .selectFrom('result_place')
    .select((select) => select.fn.max('place').as('place'))
    .executeTakeFirst();
  const first = (highest?.place ?? 0) + 1;
  const rows = fresh.map((each, index) => ({ watched: each, place: first + index }));
  await db.insertInto('result_place').values(rows).execute();
  for (const row of rows) numbers.set(row.watched, row.place);
  return numbers;
}

interface Section {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
}

async function latestOf(
  db: Kysely<Tables>,
  place: Place,
  before: number,
): Promise<ResultSample | undefined> {
  const row = await db
    .selectFrom('result_sample')
    .innerJoin('result_place', 'result_place.place', 'result_sample.place')
    .select(['at', 'state', 'perfdata'])
    .where('watched', '=', placeKey(place))
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...place, ...row, state: row.state as AlertState };
}

/** A stretch counts from its beginning: whoever asks from the middle of an hour gets that hour too. */
async function seriesOf(
  db: Kysely<Tables>,
  { place, from, to }: Section,
): Promise<readonly ResultPoint[]> {
  const number = await db
    .selectFrom('result_place')
    .select('place')
    .where('watched', '=', placeKey(place))
    .executeTakeFirst();
  if (number === undefined) return [];
  const samples = await db
    .selectFrom('result_sample')
    .select(['at', 'state', 'perfdata'])
    .where('place', '=', number.place)
    .where('at', '>=', from)
    .where('at', '<', to)
    .orderBy('at')
    .execute();
  const summaries = await db
    .selectFrom('result_summary')
    .selectAll()
    .where('place', '=', number.place)
    .where(({ eb }) => eb('start', '+', eb.ref('span')), '>', from)
    .where('start', '<', to)
    .orderBy('start')
    .execute();
  const single = samples.map(({ at, state, perfdata }) =>
    pointOf({ at, state: state as AlertState, perfdata }),
  );
  return [...summaries.map(summaryToPoint), ...single].sort((a, b) => a.start - b.start);
}

function placeOf(watched: string): Place {
  const [customer, host, service] = JSON.parse(watched) as [string | null, string, string | null];
  return { customer, host, service };
}
