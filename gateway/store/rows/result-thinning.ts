import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { HistoryPeriods, ResultPoint } from '../../results/history.ts';
import { gather, pointOf } from '../../results/points.ts';
import type { AlertState } from '../../signal.ts';
import type { ResultSummaryRow, Tables } from '../schema.ts';
import { chunks } from './chunks.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How many places are thinned in one transaction; the write lock is free between two of them. */
const portion = 50;

/** See `ResultHistory.thin`. What two gateways thin at once is taken by one of them. */
export async function thinResults(
  db: Kysely<Tables>,
  now: number,
  periods: HistoryPeriods,
): Promise<void> {
  const limits = {
    samples: Math.floor((now - periods.samples) / hour) * hour,
    hours: Math.floor((now - periods.hours) / day) * day,
    days: now - periods.days,
  };
  for (let last = 0; ; ) {
    const rows = await db
      .selectFrom('result_place')
      .select('place')
      .where('place', '>', last)
      .orderBy('place')
      .limit(portion)
      .execute();
    const places = rows.map(({ place }) => place);
    if (places.length === 0) return;
    await db.transaction().execute((transaction) => thinPlaces(transaction, places, limits));
    last = places.at(-1) ?? last;
    await turn();
  }
}

/** Whatever began before these instants is thinned, or forgotten; epoch milliseconds. */
type Limits = Readonly<Record<'samples' | 'hours' | 'days', number>>;

async function thinPlaces(
  db: Transaction<Tables>,
  places: readonly number[],
  limits: Limits,
): Promise<void> {
  const samples = await db
    .deleteFrom('result_sample')
    .where('place', 'in', places)
    .where('at', '<', limits.samples)
    .returningAll()
    .execute();
  const points = samples.map(({ place, at, state, perfdata }) => ({
    place,
    point: pointOf({ at, state: state as AlertState, perfdata }),
  }));
  await add(db, points, hour);
  const hours = await db
    .deleteFrom('result_summary')
    .where('place', 'in', places)
    .where('span', '=', hour)
    .where('start', '<', limits.hours)
    .returningAll()
    .execute();
  await add(db, hours.map(placed), day);
  await db
    .deleteFrom('result_summary')
    .where('place', 'in', places)
    .where('span', '=', day)
    .where('start', '<', limits.days)
    .execute();
}

interface Placed {
  readonly place: number;
  readonly point: ResultPoint;
}

/** A late sample joins the stretch that was made before it came. */
async function add(db: Transaction<Tables>, points: readonly Placed[], span: number) {
  for (const [place, some] of Map.groupBy(points, (each) => each.place)) {
    const fresh = gather(
      some.map(({ point }) => point),
      span,
    );
    const there = await db
      .selectFrom('result_summary')
      .selectAll()
      .where('place', '=', place)
      .where('span', '=', span)
      .where(
        'start',
        'in',
        fresh.map(({ start }) => start),
      )
      .execute();
    const rows = gather([...there.map(summaryToPoint), ...fresh], span).map((point) =>
      toRow(place, point),
    );
    for (const each of chunks(rows)) await write(db, each);
  }
}

function write(db: Transaction<Tables>, rows: readonly ResultSummaryRow[]) {
  return db
    .insertInto('result_summary')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['place', 'start', 'span'])
        .doUpdateSet(({ ref }) => ({ content: ref('excluded.content') })),
    )
    .execute();
}

function toRow(place: number, { start, span, ...content }: ResultPoint): ResultSummaryRow {
  return { place, start, span, content: JSON.stringify(content) };
}

function placed(row: ResultSummaryRow): Placed {
  return { place: row.place, point: summaryToPoint(row) };
}

/** A row of the table of hours and days as a point. */
export function summaryToPoint({ start, span, content }: ResultSummaryRow): ResultPoint {
  return {
    start,
    span,
    ...(JSON.parse(content) as Pick<ResultPoint, 'states' | 'figures'>),
  };
}
