import { smallNumber } from './compliance/attainment.ts';
import { countClocks, countPauses, countTrend, countUpdates } from './compliance/counters.ts';
import type { ComplianceReport, IncidentCounts } from './compliance/data.ts';
import { collectLists } from './compliance/lists.ts';
import { monthsIn } from './compliance/month.ts';
import { boundsIn, type Period, trendFrom, trendMonths } from './compliance/period.ts';
import type { ReportedIncident } from './compliance/reported.ts';
import { engineVersion } from './evaluate.ts';
import { covers, type Interval } from './interval.ts';
import { formatInstant } from './written/instant.ts';

/** What a report is to be about. */
export interface ReportQuestion {
  /** Null for all customers together. */
  readonly customer: string | null;
  readonly period: Period;
  /** Epoch milliseconds: the `now` at which the incidents were measured. */
  readonly asOf: number;
}

/** Takes incidents in, in any order and each once; those that the question does not ask for change nothing. */
export interface ReportBuilder {
  readonly add: (incident: ReportedIncident) => void;
  readonly report: () => ComplianceReport;
}

/** A report that incidents are yet to be added to. */
export function buildReport(question: ReportQuestion): ReportBuilder {
  const { customer, period, asOf } = question;
  const zoneOf = zonesOf(period);
  const counts = { raised: 0, guaranteed: 0, notGuaranteed: 0, outside: 0 };
  const parts = [countClocks(), countUpdates(), countPauses()] as const;
  const [clocks, updates, paused] = parts;
  const trend = countTrend(trendMonths(period));
  const lists = collectLists(asOf);
  return {
    add: (incident) => {
      if (customer !== null && incident.customer !== customer) return;
      const { bounds, trendBounds, monthOf } = zoneOf(incident.plan.zone);
      const guaranteed = incident.standing === 'guaranteed';
      const inPeriod = covers(bounds, incident.raisedAt);
      const inTrend = guaranteed && covers(trendBounds, incident.raisedAt);
      if (!inPeriod && !inTrend) return;
      const month = monthOf(incident.raisedAt);
      if (inTrend) trend.add(incident, month);
      if (!inPeriod) return;
      counts.raised += 1;
      counts[countedAs(incident)] += 1;
      lists.add(incident);
      if (guaranteed) for (const part of parts) part.add(incident, month);
    },
    report: () => ({
      ...{ customer, period, asOf: formatInstant(asOf), engine: engineVersion, definitions },
      incidents: { ...counts },
      totals: clocks.totals(),
      rows: clocks.rows(),
      updates: updates.rows(),
      trend: trend.rows(),
      paused: paused.rows(),
      ...lists.lists(),
    }),
  };
}

const definitions = {
  attainment: 'met of met and missed; cut off after two decimals, never rounded up',
  smallNumbers: `of fewer than ${smallNumber}: a percentage says little`,
  nearMisses: 'met with 75 % or 90 % of the target used up, or more',
  used: 'nearest rank, of the service time that clocks had used when they stopped, met or missed',
  paused:
    'service time from the request to its answer or the end of the incident; overlapping requests count each',
  months: "of raising, in the zone of the incident's plan",
  unobserved: 'from the instant at which silence was too long to the next word',
} as const;

/** Each zone has its own days: when the period and the twelve months of the trend begin and end in it. */
function zonesOf(period: Period) {
  const zones = new Map<string, Zone>();
  const trendPeriod = { from: trendFrom(period), to: period.to };
  return (zone: string): Zone => {
    const known = zones.get(zone);
    if (known !== undefined) return known;
    const [bounds, trendBounds] = [boundsIn(period, zone), boundsIn(trendPeriod, zone)];
    const fresh = { bounds, trendBounds, monthOf: monthsIn(zone) };
    zones.set(zone, fresh);
    return fresh;
  };
}

interface Zone {
  readonly bounds: Interval;
  readonly trendBounds: Interval;
  readonly monthOf: (instant: number) => string;
}

function countedAs({ standing }: ReportedIncident): Exclude<keyof IncidentCounts, 'raised'> {
  if (standing === 'guaranteed') return 'guaranteed';
  return standing === 'not guaranteed' ? 'notGuaranteed' : 'outside';
}
