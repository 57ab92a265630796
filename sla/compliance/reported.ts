import type { Severity } from '../plan.ts';
import type { Measured } from './case.ts';
import type { Side, Standing } from './data.ts';

/** An incident as a report takes it in: its clocks, and what the log says around them. Times are epoch milliseconds. */
export interface ReportedIncident {
  readonly incident: number;
  readonly customer: string | null;
  readonly raisedAt: number;
  readonly plan: ReportedPlan;
  readonly standing: Standing;
  /** Why the guarantees do not apply. */
  readonly why: readonly string[];
  /** The severity when it was raised. */
  readonly severity: Severity;
  readonly changes: readonly SeverityChange[];
  readonly measured: Measured;
  /** Who was asked by a request, by its id; what is missing is not known. */
  readonly asked: Readonly<Record<string, string | null>>;
  /** What the last resolution names as the cause of the trouble. */
  readonly trouble: string | null;
  readonly silences: readonly Silence[];
}

/** What a report names of a plan. */
interface ReportedPlan {
  readonly name: string;
  readonly version: string;
  /** The zone in which its days and months begin. */
  readonly zone: string;
}

/** A severity that was set after the raising, and by whom. */
export interface SeverityChange {
  readonly at: number;
  readonly severity: Severity;
  readonly by: string;
  readonly side: Side;
}

/** A watched thing that said nothing from an instant to another; null while it still says nothing. */
export interface Silence {
  readonly host: string;
  readonly service: string | null;
  readonly from: number;
  readonly to: number | null;
}
