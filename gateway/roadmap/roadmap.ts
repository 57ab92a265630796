import type { ComplianceReport } from '../../sla/compliance/data.ts';
import type { Assessment } from '../assessment/assessment.ts';
import type { FigureCapacity, HostCapacity } from '../capacity/capacity.ts';
import { dueAt, measureName, outlookText } from '../capacity/wording.ts';
import type { Recurring } from './recurring.ts';

/** What there is to discuss with a customer once a year, as plain data: page, JSON and CSV are views of it. */
export interface Roadmap {
  readonly customer: string;
  readonly name: string;
  readonly plan: string;
  /** The first and the last day of the year looked back on. */
  readonly from: string;
  readonly to: string;
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** How many hosts there are, and how many of them were looked at. */
  readonly hosts: { readonly all: number; readonly lookedAt: number };
  /** What to talk about, the most urgent first, a sentence each. */
  readonly points: readonly Point[];
  /** What comes to its limit, the soonest first; and how many figures do not, or cannot be told. */
  readonly runningOut: readonly RunningOut[];
  readonly steady: number;
  readonly unknown: number;
  readonly assessment: Assessment;
  readonly incidents: Recurring;
  readonly compliance: Pick<ComplianceReport, 'totals' | 'trend' | 'incidents'>;
}

/** Something to talk about. */
export interface Point {
  readonly about: 'precondition' | 'capacity' | 'recurring' | 'watching' | 'compliance';
  readonly says: string;
}

/** A figure that comes to its limit. */
interface RunningOut {
  readonly host: string;
  readonly figure: FigureCapacity;
  readonly at: number;
  readonly says: string;
}

/** What a roadmap is made of. */
export interface RoadmapParts
  extends Pick<
    Roadmap,
    'from' | 'to' | 'asOf' | 'hosts' | 'assessment' | 'incidents' | 'compliance'
  > {
  readonly capacities: readonly HostCapacity[];
  /** In which dates are written. */
  readonly zone: string;
}

/** Puts together what is known of a customer for a year's talk. */
export function roadmap({ capacities, zone, ...parts }: RoadmapParts): Roadmap {
  const { assessment, asOf } = parts;
  const { customer, name, plan } = assessment;
  const figures = capacities.flatMap(({ host, figures: own }) =>
    own.map((figure) => ({
      host,
      figure,
      at: dueAt(figure, asOf),
      says: outlookText(figure, zone),
    })),
  );
  const runningOut = figures
    .filter(({ at }) => at < Infinity)
    .sort((one, other) => one.at - other.at);
  const rest = figures.filter(({ at }) => at === Infinity);
  const unknown = rest.filter(({ figure }) => figure.outlook.trend === undefined).length;
  return {
    ...{ customer, name, plan, ...parts, runningOut, unknown, steady: rest.length - unknown },
    points: pointsOf({ ...parts, runningOut }),
  };
}

/** Further ahead there will be another talk. */
const nextTalk = 400 * 86_400_000;
/** What happened so often is no accident. */
const often = 3;

function pointsOf({
  assessment,
  runningOut,
  incidents,
  compliance,
  asOf,
}: Pick<
  Roadmap,
  'assessment' | 'runningOut' | 'incidents' | 'compliance' | 'asOf'
>): readonly Point[] {
  const unmet = assessment.preconditions.filter(({ met }) => !met);
  const soon = runningOut.filter(({ at }) => at - asOf < nextTalk);
  const frequent = incidents.byCause.filter(
    ({ count, cause }) => count >= often && !cause.startsWith('('),
  );
  const unwatched = assessment.hosts.filter((host) => host.unwatched.length > 0);
  const missed = compliance.totals.filter((total) => total.missed > 0);
  return [
    ...unmet.map(({ says }) =>
      point('precondition', `Not met: ${says}. The guarantees do not apply until it is.`),
    ),
    ...soon.map(({ host, figure: { measure }, says }) =>
      point('capacity', `${measureName(measure)} of ${host} ${says}.`),
    ),
    ...frequent.map(({ cause, count, hosts }) =>
      point(
        'recurring',
        `${count} times: ${cause}${hosts.length > 0 ? ` (${hosts.join(', ')})` : ''}. What would end it?`,
      ),
    ),
    ...(unwatched.length === 0
      ? []
      : [
          point(
            'watching',
            `Not everything is watched on ${unwatched.map(({ host }) => host).join(', ')}.`,
          ),
        ]),
    ...missed.map(({ clock, missed: count, raised }) =>
      point('compliance', `${clock} was missed in ${count} of ${raised} incidents.`),
    ),
  ];
}

function point(about: Point['about'], says: string): Point {
  return { about, says };
}
