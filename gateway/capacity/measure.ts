import type { Host, Service } from '../../nagios-config/inventory/model.ts';
import type { ReadPerfDatum } from '../../plugins/check/parse-perfdata.ts';
import type { Range } from '../../plugins/check/range.ts';

/** What a machine can run out of. */
export type Resource = (typeof resources)[number];

/** All that a machine can run out of, in the order in which people want to read it. */
export const resources = ['disk', 'swap', 'load', 'users'] as const;

/** A level of a figure that it should not come to; `full` is where nothing is left. */
export type Level = 'warning' | 'critical' | 'full';

/** One figure that tells how much of a resource is used, as the last result of a service has it. */
export interface Measure {
  readonly resource: Resource;
  readonly service: string;
  /** The label of the figure in the performance data, and its unit as it was written. */
  readonly label: string;
  readonly unit: string;
  /** Whether the figure gets worse as it rises, as what is used does, or as it falls, as what is free does. */
  readonly worse: 'rising' | 'falling';
  /** What there is in all; undefined where there is no such thing. */
  readonly total: number | undefined;
  readonly levels: Readonly<Partial<Record<Level, number>>>;
}

/** The services of a host that tell how much of a resource is used, each with that resource. */
export function measuringServices(host: Host): readonly (readonly [Service, Resource])[] {
  return host.services.flatMap((service) => {
    const resource = resourceOf(service);
    return resource === undefined ? [] : [[service, resource] as const];
  });
}

/** The figures in the performance data of a service that tell how much of a resource is used. */
export function measuresIn(
  figures: readonly ReadPerfDatum[],
  { name: service }: Pick<Service, 'name'>,
  resource: Resource,
): readonly Measure[] {
  return selected[resource](figures).map((figure) => {
    const { label, unit, max } = figure;
    const total = max !== undefined && max > 0 ? max : undefined;
    const worse = resource === 'swap' ? 'falling' : 'rising';
    return { resource, service, label, unit, worse, total, levels: levelsOf(figure, worse) };
  });
}

/** Extra services are known by the check that they run. */
const checks: Readonly<Record<string, Resource>> = {
  check_disk: 'disk',
  check_swap: 'swap',
  check_load: 'load',
  check_users: 'users',
};

function resourceOf({ subject, extra }: Service): Resource | undefined {
  switch (subject) {
    case 'disk-root':
    case 'disk-data':
    case 'disk-home':
      return 'disk';
    case 'swap':
    case 'load':
    case 'users':
      return subject;
    case 'extra':
      return checks[extra?.check[0]?.split('/').at(-1) ?? ''];
    case 'ping':
    case 'agent':
    case 'procs':
    case 'http':
    case 'jvm':
      return undefined;
  }
}

type Select = (figures: readonly ReadPerfDatum[]) => readonly ReadPerfDatum[];

/** Of load the average of a quarter of an hour tells the trend: that per processor, where it is known. */
const selected: Readonly<Record<Resource, Select>> = {
  disk: (figures) => figures.filter(({ max = 0 }) => max > 0),
  swap: (figures) => figures.filter(({ label, max = 0 }) => label === 'swap' && max > 0),
  load: (figures) => firstOf(figures, 'scaled_load15', 'load15'),
  users: (figures) => firstOf(figures, 'users'),
};

function firstOf(
  figures: readonly ReadPerfDatum[],
  ...labels: readonly string[]
): readonly ReadPerfDatum[] {
  const found = labels.map((wanted) => figures.find(({ label }) => label === wanted));
  return found.filter((figure) => figure !== undefined).slice(0, 1);
}

function levelsOf(
  { warning, critical, max }: ReadPerfDatum,
  worse: Measure['worse'],
): Measure['levels'] {
  const full = worse === 'falling' ? 0 : max;
  return {
    ...known('warning', levelIn(warning, worse)),
    ...known('critical', levelIn(critical, worse)),
    ...known('full', full === undefined || (full === 0 && worse === 'rising') ? undefined : full),
  };
}

/** A limit of 0 is none: checks write it where there is no limit. Swap has its limit as a plain number, what is free. */
function levelIn(range: Range | undefined, worse: Measure['worse']): number | undefined {
  if (range === undefined) return undefined;
  const end = worse === 'falling' && range.start > 0 ? range.start : range.end;
  return Number.isFinite(end) && end !== 0 ? end : undefined;
}

function known(level: Level, value: number | undefined): Measure['levels'] {
  return value === undefined ? {} : { [level]: value };
}
