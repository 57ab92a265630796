import { formatInstant } from '../written/instant.ts';
import type { MeasuredClock } from './case.ts';
import type {
  ApartIncident,
  ComplianceReport,
  ExcludedIncident,
  LateUpdate,
  Miss,
  Reclassification,
  Side,
  Unobserved,
} from './data.ts';
import type { ReportedIncident } from './reported.ts';

/** The parts of a report that list incidents one by one. */
type Lists = Pick<
  ComplianceReport,
  'misses' | 'lateUpdates' | 'excluded' | 'reclassified' | 'apart' | 'unobserved'
>;

/** Collects them. */
export interface ListCollector {
  readonly add: (incident: ReportedIncident) => void;
  readonly lists: () => Lists;
}

/** A collector for a report as of an instant (epoch milliseconds). */
export function collectLists(asOf: number): ListCollector {
  const misses: Miss[] = [];
  const lateUpdates: LateUpdate[] = [];
  const excluded: ExcludedIncident[] = [];
  const reclassified: Reclassification[] = [];
  const apart: ApartIncident[] = [];
  const unobserved: Unobserved[] = [];
  return {
    add: (incident) => {
      if (incident.silences.length > 0) unobserved.push(...silencesOf(incident, asOf));
      if (incident.standing !== 'guaranteed') {
        apart.push(apartOf(incident, incident.standing));
        return;
      }
      const { measured, changes } = incident;
      // Most incidents are in no list, and there are millions.
      if (measured.clocks.some(isMissed)) misses.push(...missesOf(incident));
      if (measured.updates.some(isMissed)) lateUpdates.push(...lateUpdatesOf(incident));
      if (measured.excludedBy.length > 0) excluded.push(excludedOf(incident));
      if (changes.length > 0) reclassified.push(...changesOf(incident));
    },
    lists: () => ({
      misses: misses.toSorted(byIncident),
      lateUpdates: lateUpdates.toSorted(byIncident),
      excluded: excluded.toSorted(byIncident),
      reclassified: reclassified.toSorted(byIncident),
      apart: apart.toSorted(byIncident),
      unobserved: unobserved.toSorted(byIncident),
    }),
  };
}

/** In order of number; what is said of one incident stays in its order. */
function byIncident(one: { incident: number }, other: { incident: number }): number {
  return one.incident - other.incident;
}

function isMissed({ verdict }: { readonly verdict: string }): boolean {
  return verdict === 'missed';
}

function listed({ incident, customer, raisedAt }: ReportedIncident) {
  return { incident, customer, raisedAt: formatInstant(raisedAt) };
}

function missesOf(incident: ReportedIncident): Miss[] {
  return incident.measured.clocks.filter(isMissed).map((clock) => ({
    ...listed(incident),
    plan: incident.plan.name,
    clock: clock.name,
    severity: clock.severity,
    target: clock.target / 1000,
    elapsed: clock.elapsed / 1000,
    breachedAt: instant(clock.breachedAt),
    stoppedAt: instant(clock.stoppedAt),
    cause: causeOf(clock),
    side: sideOf(incident, clock),
    trouble: incident.trouble,
  }));
}

function causeOf({ byReclassification, stoppedAt }: MeasuredClock): Miss['cause'] {
  if (byReclassification) return 'reclassified';
  return stoppedAt === null ? 'still running' : 'stopped late';
}

function sideOf({ changes }: ReportedIncident, clock: MeasuredClock): Side {
  if (!clock.byReclassification) return 'support';
  return changes.findLast(({ at }) => at === clock.breachedAt)?.side ?? 'support';
}

function lateUpdatesOf(incident: ReportedIncident): LateUpdate[] {
  return incident.measured.updates.filter(isMissed).map(({ due }) => ({
    ...listed(incident),
    severity: lastSeverity(incident),
    due: instant(due),
  }));
}

/** The severity in force after all changes. */
export function lastSeverity({ severity, changes }: ReportedIncident) {
  return changes.at(-1)?.severity ?? severity;
}

function excludedOf(incident: ReportedIncident): ExcludedIncident {
  const windows = incident.measured.excludedBy.map(({ announcedAt, start, end }) => ({
    announcedAt: formatInstant(announcedAt),
    start: formatInstant(start),
    end: formatInstant(end),
  }));
  return { ...listed(incident), windows };
}

function changesOf(incident: ReportedIncident): Reclassification[] {
  const { changes, severity, measured } = incident;
  return changes.map(({ at, severity: to, by }, index) => ({
    ...listed(incident),
    at: formatInstant(at),
    from: changes[index - 1]?.severity ?? severity,
    to,
    by,
    missed: measured.clocks
      .filter((clock) => clock.byReclassification && clock.breachedAt === at)
      .map(({ name }) => name),
  }));
}

function apartOf(incident: ReportedIncident, standing: ApartIncident['standing']): ApartIncident {
  return {
    ...listed(incident),
    severity: lastSeverity(incident),
    standing,
    why: incident.why,
    clocks: incident.measured.clocks.map(({ name, elapsed, verdict }) => ({
      clock: name,
      elapsed: elapsed / 1000,
      verdict,
    })),
  };
}

function silencesOf(incident: ReportedIncident, asOf: number): Unobserved[] {
  return incident.silences.map(({ host, service, from, to }) => ({
    ...listed(incident),
    host,
    service,
    from: formatInstant(from),
    to: instant(to),
    seconds: Math.max(0, (to ?? asOf) - from) / 1000,
  }));
}

function instant(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}
