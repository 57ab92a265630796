import type { Host, Service } from '../../nagios-config/inventory/model.ts';
import type { Point } from '../../plugins/check/forecast.ts';
import { parsePerfdata, type ReadPerfDatum } from '../../plugins/check/parse-perfdata.ts';
import { type Place, placeKey } from '../incident/carried.ts';
import type { FigureRange, ResultHistory, ResultPoint, ResultSample } from '../results/history.ts';
import { type Outlook, outlookOf } from './forecast.ts';
import { type Measure, measuresIn, measuringServices, type Resource } from './measure.ts';

/** How much of each resource a host uses, and where that is going. */
export interface HostCapacity {
  readonly host: string;
  readonly customer: string;
  readonly figures: readonly FigureCapacity[];
  /** Services that would tell, of which no result is kept. */
  readonly unheard: readonly string[];
}

/** One figure: where it stands, its past and its outlook. */
export interface FigureCapacity {
  readonly measure: Measure;
  readonly last: Point;
  /** In order of time, epoch milliseconds; thinned out. */
  readonly points: readonly FigurePoint[];
  readonly outlook: Outlook;
  /** How many processors the machine has, where the load says it: in all and for each of them. */
  readonly processors: number | undefined;
}

/** A figure at an instant (epoch milliseconds), or its mean and extremes over an hour or a day from then on. */
interface FigurePoint {
  readonly at: number;
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

/** What to look back on: so many milliseconds before `now`, in so many points at most. */
export interface LookBack {
  readonly now: number;
  readonly span: number;
  readonly most: number;
}

/** Reads the capacity of some hosts, in their order: two questions to the history, however many they are. */
export async function readCapacity(
  hosts: readonly Host[],
  history: Pick<ResultHistory, 'latestOf' | 'outlines'>,
  { now, span, most }: LookBack,
): Promise<readonly HostCapacity[]> {
  const places = hosts.flatMap((host) =>
    measuringServices(host).map(([service]) => placeOf(host, service)),
  );
  const outline = { from: now - span, to: now + 1, every: span / most };
  const latest = await history.latestOf(places, now + 1);
  const outlines = await history.outlines(places, outline);
  return hosts.map((host) =>
    capacityOf(host, (service) => {
      const key = placeKey(placeOf(host, service));
      return { last: latest.get(key), points: outlines.get(key) ?? [] };
    }),
  );
}

/** What is kept of the results of a service. */
interface Kept {
  readonly last: ResultSample | undefined;
  readonly points: readonly ResultPoint[];
}

/** The capacity of a host as the kept results of its services tell it. */
function capacityOf(host: Host, keptOf: (service: Service) => Kept): HostCapacity {
  const services = measuringServices(host).map(([service, resource]) => ({
    ...{ service, resource },
    ...keptOf(service),
  }));
  const figures = services.flatMap((each) => figuresOf(each, each));
  const unheard = services
    .filter(({ last, points }) => last === undefined && points.length === 0)
    .map(({ service }) => service.name);
  return { host: host.name, customer: host.customer, figures, unheard };
}

function figuresOf(
  { service, resource }: { readonly service: Service; readonly resource: Resource },
  { last, points }: Kept,
): readonly FigureCapacity[] {
  if (last === undefined) return [];
  const read = parsePerfdata(last.perfdata);
  return measuresIn(read, service, resource).flatMap((measure) => {
    const own = points.flatMap((point) => pointIn(point, measure));
    const value = read.find(({ label }) => label === measure.label)?.value;
    if (value === undefined) return [];
    const samples = own.map(({ at, value: mean }) => ({ at, value: mean }));
    const outlook = outlookOf(samples, measure);
    const at = last.at;
    return [{ measure, last: { at, value }, points: own, outlook, processors: processorsIn(read) }];
  });
}

function processorsIn(figures: readonly ReadPerfDatum[]): number | undefined {
  const named = (label: string) => figures.find((each) => each.label === label)?.value ?? 0;
  const [all, each] = [named('load15'), named('scaled_load15')];
  return all > 0 && each > 0 ? Math.max(1, Math.round(all / each)) : undefined;
}

/** A figure that once had another unit was another figure then. */
function pointIn({ start, span, figures }: ResultPoint, { label, unit }: Measure): FigurePoint[] {
  const isMeant = (figure: FigureRange) => figure.label === label && figure.unit === unit;
  const found = figures.find(isMeant);
  if (found === undefined) return [];
  return [{ at: start + span / 2, low: found.min, value: found.average, high: found.max }];
}

function placeOf({ customer, name }: Host, service: Service): Place {
  return { customer, host: name, service: service.name };
}
