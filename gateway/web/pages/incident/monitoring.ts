import { parsePerfdata, type ReadPerfDatum } from '../../../../plugins/check/parse-perfdata.ts';
import type { Range } from '../../../../plugins/check/range.ts';
import type { Place } from '../../../incident/carried.ts';
import type { IncidentView } from '../../../incident/incident-reader.ts';
import type { ResultHistory, ResultPoint } from '../../../results/history.ts';
import type { AlertState } from '../../../signal.ts';
import { type Limit, lineChart } from '../../chart/line-chart.ts';
import { stateStrip } from '../../chart/state-strip.ts';
import { type Html, html } from '../../html.ts';

/** What monitoring has said of one watched thing around an incident. */
export interface Monitored {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
  readonly points: readonly ResultPoint[];
  /** The last performance data, with its limits. */
  readonly figures: readonly ReadPerfDatum[];
}

const hour = 3_600_000;
/** How much before the raising and after the end belongs to the picture. */
const around = { before: 12 * hour, after: 2 * hour };
/** More would be a wall of charts: the first things, and the first figures of each. */
const most = { places: 3, figures: 6 };

/** Reads the results around an incident, at `now`, of the things that it watches. */
export async function readMonitored(
  { incident }: IncidentView,
  results: Pick<ResultHistory, 'series' | 'latest'>,
  now: number,
): Promise<readonly Monitored[]> {
  const { customer } = incident.raised;
  const from = incident.raisedAt - around.before;
  const to = Math.min(now, (incident.resolvedAt ?? now) + around.after);
  const places = incident.alerts
    .slice(0, most.places)
    .map(({ host, service }) => ({ customer, host, service }));
  return Promise.all(
    places.map(async (place) => {
      const points = await results.series(place, from, to + 1);
      const last = await results.latest(place, to + 1);
      return { place, from, to, points, figures: parsePerfdata(last?.perfdata ?? '') };
    }),
  );
}

/** The state history and the figures with their limits; nothing where nothing was kept. */
export function monitoring(all: readonly Monitored[], raisedAt: number, zone: string): Html {
  const shown = all.filter(({ points }) => points.length > 0);
  if (shown.length === 0) return html``;
  return html`<section class="panel happened" aria-labelledby="monitoring-title">
    <h2 id="monitoring-title">What monitoring saw</h2>
    ${shown.map((monitored) => pictures(monitored, raisedAt, zone))}
  </section>`;
}

function pictures(monitored: Monitored, raisedAt: number, zone: string): Html {
  const { place, from, to, points, figures } = monitored;
  const { host, service } = place;
  const span = { from: Math.min(from, ...points.map(({ start }) => start)), to, zone };
  const first = Math.max(span.from, Math.min(...points.map(({ start }) => start)) - hour);
  const shown = { ...span, from: first };
  const name = service === null ? host : `${service} on ${host}`;
  const states = points.map(({ start, states: counted }) => ({ at: start, state: worst(counted) }));
  return html`${stateStrip({ ...shown, title: name, states })}
  <div class="charts">${figures.slice(0, most.figures).map((figure) => figureChart(figure, points, { ...shown, raisedAt }))}</div>`;
}

interface Shown {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly raisedAt: number;
}

function figureChart(figure: ReadPerfDatum, points: readonly ResultPoint[], shown: Shown): Html {
  const { label, unit } = figure;
  const line = points.flatMap(({ start, figures }) =>
    figures
      .filter((each) => each.label === label)
      .map(({ min, average, max }) => ({ at: start, low: min, value: average, high: max })),
  );
  if (line.length === 0) return html``;
  const { raisedAt, ...axis } = shown;
  const mark = raisedAt >= axis.from && { mark: { at: raisedAt, says: 'raised' } };
  return lineChart({
    ...axis,
    title: label,
    unit,
    points: line,
    limits: limitsOf(figure),
    ...mark,
  });
}

/** Both ends of a range are limits, where they are figures. */
function limitsOf({ warning, critical }: ReadPerfDatum): readonly Limit[] {
  const ends = (level: Limit['level'], range: Range | undefined) =>
    [range?.start ?? 0, range?.end ?? 0]
      .filter((value) => Number.isFinite(value) && value !== 0)
      .map((value) => ({ level, value }));
  return [...ends('warning', warning), ...ends('critical', critical)];
}

const gravity: readonly AlertState[] = [
  'CRITICAL',
  'DOWN',
  'UNREACHABLE',
  'UNKNOWN',
  'WARNING',
  'UP',
  'OK',
];

function worst(states: ResultPoint['states']): AlertState {
  return gravity.find((state) => states[state] !== undefined) ?? 'UNKNOWN';
}
