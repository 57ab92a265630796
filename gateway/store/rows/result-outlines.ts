import { type Kysely, sql } from 'kysely';
import { type Place, placeKey } from '../../incident/carried.ts';
import type { Outline, ResultPoint, ResultSample } from '../../results/history.ts';
import { pointOf } from '../../results/points.ts';
import type { AlertState } from '../../signal.ts';
import type { Tables } from '../schema.ts';
import { chunks } from './chunks.ts';
import { summaryToPoint } from './result-thinning.ts';

/** See `ResultHistory.latestOf`. */
export async function latestOfMany(
  db: Kysely<Tables>,
  places: readonly Place[],
  before: number,
): Promise<ReadonlyMap<string, ResultSample>> {
  const latest = new Map<string, ResultSample>();
  for await (const { numbers, placeOf } of numbered(db, places)) {
    const rows = await db
      .with('last', (with_) =>
        with_
          .selectFrom('result_sample')
          .select(({ fn }) => ['place', fn.max('at').as('at')])
          .where('place', 'in', numbers)
          .where('at', '<', before)
          .groupBy('place'),
      )
      .selectFrom('result_sample')
      .innerJoin('last', (join) =>
        join
          .onRef('last.place', '=', 'result_sample.place')
          .onRef('last.at', '=', 'result_sample.at'),
      )
      .selectAll('result_sample')
      .execute();
    for (const { place: number, at, state, perfdata } of rows) {
      const place = placeOf(number);
      latest.set(placeKey(place), { ...place, at, state: state as AlertState, perfdata });
    }
  }
  return latest;
}

/** See `ResultHistory.outlines`. What was put together lies before what is still single. */
export async function outlinesOf(
  db: Kysely<Tables>,
  places: readonly Place[],
  outline: Outline,
): Promise<ReadonlyMap<string, readonly ResultPoint[]>> {
  const outlines = new Map<string, readonly ResultPoint[]>();
  for await (const { numbers, placeOf } of numbered(db, places)) {
    const found = [
      ...(await summaries(db, numbers, outline)),
      ...(await samples(db, numbers, outline)),
    ].sort((one, other) => one.point.start - other.point.start);
    for (const [number, some] of Map.groupBy(found, ({ place }) => place)) {
      outlines.set(
        placeKey(placeOf(number)),
        some.map(({ point }) => point),
      );
    }
  }
  return outlines;
}

interface Placed {
  readonly place: number;
  readonly point: ResultPoint;
}

/** The remainder is cut off in whole numbers on both databases; a quotient is not. */
const stretch = (column: 'at' | 'start', every: number) =>
  sql`${sql.ref(column)} - ${sql.ref(column)} % ${sql.lit(Math.max(1, Math.trunc(every)))}`;

async function samples(
  db: Kysely<Tables>,
  numbers: readonly number[],
  { from, to, every }: Outline,
): Promise<readonly Placed[]> {
  const rows = await db
    .with('picked', (with_) =>
      with_
        .selectFrom('result_sample')
        .select(({ fn }) => ['place', fn.max('at').as('at')])
        .where('place', 'in', numbers)
        .where('at', '>=', from)
        .where('at', '<', to)
        .groupBy(['place', stretch('at', every)]),
    )
    .selectFrom('result_sample')
    .innerJoin('picked', (join) =>
      join
        .onRef('picked.place', '=', 'result_sample.place')
        .onRef('picked.at', '=', 'result_sample.at'),
    )
    .selectAll('result_sample')
    .execute();
  return rows.map(({ place, at, state, perfdata }) => ({
    place,
    point: pointOf({ at, state: state as AlertState, perfdata }),
  }));
}

async function summaries(
  db: Kysely<Tables>,
  numbers: readonly number[],
  { from, to, every }: Outline,
): Promise<readonly Placed[]> {
  const rows = await db
    .with('picked', (with_) =>
      with_
        .selectFrom('result_summary')
        .select(({ fn }) => ['place', fn.max('start').as('start')])
        .where('place', 'in', numbers)
        .where(({ eb }) => eb('start', '+', eb.ref('span')), '>', from)
        .where('start', '<', to)
        .groupBy(['place', 'span', stretch('start', every)]),
    )
    .selectFrom('result_summary')
    .innerJoin('picked', (join) =>
      join
        .onRef('picked.place', '=', 'result_summary.place')
        .onRef('picked.start', '=', 'result_summary.start'),
    )
    .selectAll('result_summary')
    .execute();
  return rows.map((row) => ({ place: row.place, point: summaryToPoint(row) }));
}

interface Numbered {
  readonly numbers: readonly number[];
  readonly placeOf: (number: number) => Place;
}

/** The places that are known, in portions, by their numbers. */
async function* numbered(db: Kysely<Tables>, places: readonly Place[]): AsyncGenerator<Numbered> {
  for (const some of chunks(places)) {
    const byKey = new Map(some.map((place) => [placeKey(place), place]));
    const rows = await db
      .selectFrom('result_place')
      .selectAll()
      .where('watched', 'in', [...byKey.keys()])
      .execute();
    if (rows.length === 0) continue;
    const byNumber = new Map(rows.map(({ place, watched }) => [place, byKey.get(watched)]));
    const placeOf = (number: number) => {
      const place = byNumber.get(number);
      if (place === undefined) throw new Error(`the place ${number} was not asked for`);
      return place;
    };
    yield { numbers: rows.map(({ place }) => place), placeOf };
  }
}
