import type { Verdict } from '../clock.ts';
import type { Severity } from '../plan.ts';
import type { Attainment } from './attainment.ts';
import type { Period } from './period.ts';

/**
 * A compliance report as plain data; the JSON, the CSV, the PDF and the page are views of it. Instants are ISO 8601 in
 * UTC, durations seconds. It covers the incidents raised in its period; every count is a sum over them, so that the
 * reports on two halves of a period add up to the report on the whole.
 */
export interface ComplianceReport {
  /** Null for all customers together. */
  readonly customer: string | null;
  readonly period: Period;
  /** The instant as of which running clocks were read. */
  readonly asOf: string;
  /** The version of the engine that computed it. */
  readonly engine: string;
  /** How the figures are to be read, in words. */
  readonly definitions: Readonly<Record<string, string>>;
  readonly incidents: IncidentCounts;
  /** Each guaranteed clock over all of the report. */
  readonly totals: readonly ClockTotal[];
  readonly rows: readonly ReportRow[];
  readonly updates: readonly UpdateRow[];
  readonly trend: readonly TrendRow[];
  readonly paused: readonly PausedRow[];
  readonly misses: readonly Miss[];
  readonly lateUpdates: readonly LateUpdate[];
  readonly excluded: readonly ExcludedIncident[];
  readonly reclassified: readonly Reclassification[];
  readonly apart: readonly ApartIncident[];
  readonly unobserved: readonly Unobserved[];
}

/** The incidents raised in the period by how they stand to the guarantees. */
export interface IncidentCounts {
  readonly raised: number;
  readonly guaranteed: number;
  readonly notGuaranteed: number;
  /** Not valid, withdrawn or merged. */
  readonly outside: number;
}

/** What became of so many clocks, and how much of the guaranteed time they used. */
export interface ClockFigures {
  readonly raised: number;
  readonly met: number;
  readonly missed: number;
  readonly excluded: number;
  readonly notNeeded: number;
  readonly running: number;
  readonly attainment: Attainment;
  /** Met with 75 % of the target used up, or more; and those of them with 90 %. */
  readonly nearMisses: { readonly from75: number; readonly from90: number };
  readonly used: UsedTime;
}

/** Percentiles (nearest rank) of the service time that the stopped clocks, met or missed, had used, in seconds. */
interface UsedTime {
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
}

/** One clock of a plan over the whole report. */
export interface ClockTotal extends ClockFigures {
  readonly clock: string;
}

/** A row of the report: one clock of one customer, plan, severity and month. */
export interface ReportRow extends ClockFigures {
  readonly customer: string | null;
  readonly plan: string;
  readonly version: string;
  readonly severity: Severity;
  readonly clock: string;
  /** `YYYY-MM` in the plan's zone. */
  readonly month: string;
}

/** The due status updates of one customer, plan, severity (the last one in force) and month of raising. */
export interface UpdateRow {
  readonly customer: string | null;
  readonly plan: string;
  readonly version: string;
  readonly severity: Severity;
  readonly month: string;
  readonly due: number;
  readonly met: number;
  readonly missed: number;
  readonly running: number;
  readonly attainment: Attainment;
}

/** A clock in one of the twelve months that end with the last one of the period; the last may be a part of a month. */
export interface TrendRow {
  readonly month: string;
  readonly clock: string;
  readonly met: number;
  readonly missed: number;
  readonly attainment: Attainment;
}

/** How long clocks were paused for one reason by one person who was asked. */
export interface PausedRow {
  readonly customer: string | null;
  /** The event that paused the clocks. */
  readonly reason: string;
  /** Who was asked; null where the pause asks nobody, or the name was erased. */
  readonly asked: string | null;
  readonly pauses: number;
  /** Seconds of service time; pauses that overlap count each. */
  readonly time: number;
}

/** Whose doing it was. */
export type Side = 'support' | 'customer';

interface Listed {
  readonly incident: number;
  readonly customer: string | null;
  readonly raisedAt: string;
}

/** A clock that was missed, or is overdue. */
export interface Miss extends Listed {
  readonly plan: string;
  readonly clock: string;
  readonly severity: Severity;
  readonly target: number;
  readonly elapsed: number;
  readonly breachedAt: string | null;
  /** Null for one that is still running. */
  readonly stoppedAt: string | null;
  readonly cause: 'stopped late' | 'still running' | 'reclassified';
  /** The customer's when its own change of severity made the clock overdue. */
  readonly side: Side;
  /** What the resolution names as the cause of the trouble; null without one, or when it was erased. */
  readonly trouble: string | null;
}

/** A status update that was posted after it was due, or not at all. */
export interface LateUpdate extends Listed {
  readonly severity: Severity;
  readonly due: string | null;
}

/** An incident that was raised, and over, inside announced maintenance. */
export interface ExcludedIncident extends Listed {
  readonly windows: readonly {
    readonly announcedAt: string;
    readonly start: string;
    readonly end: string;
  }[];
}

/** A change of severity. */
export interface Reclassification extends Listed {
  readonly at: string;
  readonly from: Severity;
  readonly to: Severity;
  readonly by: string;
  /** The clocks that it made overdue. */
  readonly missed: readonly string[];
}

/** An incident that is in no attainment figure. */
export interface ApartIncident extends Listed {
  readonly severity: Severity;
  readonly standing: Exclude<Standing, 'guaranteed'>;
  readonly why: readonly string[];
  readonly clocks: readonly {
    readonly clock: string;
    readonly elapsed: number;
    readonly verdict: Verdict;
  }[];
}

/** How an incident stands to the guarantees (service.md rule 15). */
export type Standing = 'guaranteed' | 'not guaranteed' | 'not valid' | 'withdrawn' | 'merged';

/** A stretch in which monitoring said nothing of something that it watches. */
export interface Unobserved extends Listed {
  readonly host: string;
  readonly service: string | null;
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
  /** By the clock on the wall, up to the end or `asOf`. */
  readonly seconds: number;
}
