import type { Severity } from '../../sla/plan.ts';
import type { IncidentRecord } from '../incident/incident-reader.ts';
import { type Incident, isOutside } from '../incident.ts';
import { type RecordedEvent, textOf } from '../incident-event.ts';

/** What happened in a stretch of time, counted. */
export interface Recurring {
  readonly raised: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** By known solution, or else by the cause that was written down; the most frequent first. */
  readonly byCause: readonly CauseCount[];
  /** By what was in trouble, the most frequent first. */
  readonly byPlace: readonly PlaceCount[];
}

/** How often one cause came up, where, and when last (epoch milliseconds). */
interface CauseCount {
  readonly cause: string;
  /** Whether a known solution was linked. */
  readonly known: boolean;
  readonly count: number;
  readonly hosts: readonly string[];
  readonly last: number;
  /** Their numbers, the newest first. */
  readonly incidents: readonly number[];
}

/** How often a host or one of its services was in trouble. */
interface PlaceCount {
  readonly host: string;
  readonly service: string | null;
  readonly count: number;
  readonly last: number;
}

type Happened = Pick<IncidentRecord, 'incident' | 'events'>;

/** Counts incidents by severity, cause and place; those that were not valid, withdrawn or merged count for nothing. */
export function recurring(all: readonly Happened[]): Recurring {
  const counted = all.filter(({ incident }) => !isOutside(incident));
  const bySeverity = { A: 0, B: 0, C: 0, D: 0 };
  for (const { incident } of counted) bySeverity[incident.severity] += 1;
  return {
    raised: counted.length,
    bySeverity,
    byCause: byCause(counted),
    byPlace: byPlace(counted.map(({ incident }) => incident)),
  };
}

function byCause(all: readonly Happened[]): readonly CauseCount[] {
  const named = all.map((each) => ({ ...causeOf(each), incident: each.incident }));
  const groups = Map.groupBy(named, ({ cause }) => cause.toLowerCase());
  const counts = [...groups.values()].map((some): CauseCount => {
    const incidents = some.map(({ incident }) => incident).sort(newestFirst);
    const hosts = new Set(incidents.flatMap(({ raised }) => raised.host ?? []));
    return {
      ...{ cause: some[0]?.cause ?? '', known: some.some(({ known }) => known) },
      ...{ count: some.length, hosts: [...hosts].sort(), last: incidents[0]?.raisedAt ?? 0 },
      incidents: incidents.map(({ id }) => id),
    };
  });
  return counts.sort(mostFirst);
}

function causeOf({ incident, events }: Happened): {
  readonly cause: string;
  readonly known: boolean;
} {
  const solution = incident.solutions.at(-1);
  if (solution !== undefined) return { cause: solution, known: true };
  if (incident.status === 'open') return { cause: '(not resolved yet)', known: false };
  if (incident.resolvedByItself) return { cause: '(recovered by itself)', known: false };
  return { cause: writtenCause(events), known: false };
}

function writtenCause(events: readonly RecordedEvent[]): string {
  const last = events.findLast(({ event }) => event.kind === 'resolved')?.event;
  const text = last?.kind === 'resolved' ? textOf(last.cause).replaceAll(/\s+/g, ' ').trim() : '';
  return text === '' ? '(no cause was written down)' : text;
}

function byPlace(all: readonly Incident[]): readonly PlaceCount[] {
  const groups = Map.groupBy(all, ({ raised: { host, service } }) =>
    JSON.stringify([host, service]),
  );
  const counts = [...groups.values()].flatMap((some): PlaceCount[] => {
    const [newest] = some.toSorted(newestFirst);
    if (newest === undefined || newest.raised.host === null) return [];
    const { host, service } = newest.raised;
    return [{ host, service, count: some.length, last: newest.raisedAt }];
  });
  return counts.sort(mostFirst);
}

interface Counted {
  readonly count: number;
  readonly last: number;
}

function mostFirst(one: Counted, other: Counted): number {
  return other.count - one.count || other.last - one.last;
}

function newestFirst(one: Incident, other: Incident): number {
  return other.raisedAt - one.raisedAt || other.id - one.id;
}
