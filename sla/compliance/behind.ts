import type { Severity } from '../plan.ts';
import type { MeasuredClock } from './case.ts';
import { lastSeverity } from './lists.ts';
import type { ReportedIncident } from './reported.ts';

/** A figure of a report: what it counts. What is left out does not matter; only incidents under the guarantees have clocks and updates that count. */
export interface Figure {
  readonly customer?: string;
  readonly standing?: (typeof standings)[number];
  /** `YYYY-MM` in the zone of the incident's plan. */
  readonly month?: string;
  readonly plan?: string;
  readonly version?: string;
  readonly severity?: Severity;
  readonly clock?: string;
  readonly verdict?: (typeof verdicts)[number];
  /** Met with so many percent of the target used up, or more. */
  readonly near?: (typeof nearMisses)[number];
  /** Status updates rather than clocks. */
  readonly update?: (typeof updateVerdicts)[number];
  /** Paused for this reason, the event that began it. */
  readonly paused?: string;
}

/** How an incident can stand, as a report counts it. */
export const standings = ['guaranteed', 'not guaranteed', 'outside'] as const;
/** What can become of a clock; `decided` is met or missed. */
export const verdicts = ['met', 'missed', 'excluded', 'not-needed', 'running', 'decided'] as const;
/** From how many percent on a clock that was met was a near miss. */
export const nearMisses = [75, 90] as const;
/** What can become of a due status update. */
export const updateVerdicts = ['due', 'met', 'missed', 'running'] as const;

/** Whether an incident, raised in a local month, is one of those that a figure counts, by the rules of the report itself. */
export function isBehind(incident: ReportedIncident, month: string, figure: Figure): boolean {
  const { plan, measured } = incident;
  if (figure.customer !== undefined && incident.customer !== figure.customer) return false;
  if (figure.standing !== undefined && standingOf(incident) !== figure.standing) return false;
  if ((figure.month ?? month) !== month || (figure.plan ?? plan.name) !== plan.name) return false;
  if ((figure.version ?? plan.version) !== plan.version) return false;
  if (isOfParts(figure) && incident.standing !== 'guaranteed') return false;
  if (
    figure.paused !== undefined &&
    !measured.pauses.some(({ reason }) => reason === figure.paused)
  ) {
    return false;
  }
  if (figure.update !== undefined) return hasUpdate(incident, figure);
  if (figure.clock === undefined && figure.verdict === undefined && figure.near === undefined) {
    return figure.severity === undefined || lastSeverity(incident) === figure.severity;
  }
  return measured.clocks.some((clock) => isCounted(clock, figure));
}

/** Clocks, updates and pauses are counted of incidents under the guarantees only. */
function isOfParts({ clock, verdict, near, update, paused }: Figure): boolean {
  return [clock, verdict, near, update, paused].some((part) => part !== undefined);
}

function standingOf({ standing }: ReportedIncident): (typeof standings)[number] {
  return standing === 'guaranteed' || standing === 'not guaranteed' ? standing : 'outside';
}

function hasUpdate(incident: ReportedIncident, { update, severity }: Figure): boolean {
  if (severity !== undefined && lastSeverity(incident) !== severity) return false;
  return incident.measured.updates.some(({ verdict }) => update === 'due' || verdict === update);
}

function isCounted(
  { name, severity, verdict, elapsed, target }: MeasuredClock,
  figure: Figure,
): boolean {
  if ((figure.clock ?? name) !== name || (figure.severity ?? severity) !== severity) return false;
  if (figure.near !== undefined) {
    return verdict === 'met' && elapsed * 100 >= target * figure.near;
  }
  if (figure.verdict === 'decided') return verdict === 'met' || verdict === 'missed';
  return (figure.verdict ?? verdict) === verdict;
}
