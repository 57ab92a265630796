import type { MeasuredClock } from '../../sla/compliance/case.ts';
import type { Terms } from '../incident/terms.ts';
import type { SealedIncident } from './sealed-incident.ts';

/**
 * An incident in as few characters as it takes, because a yearly report reads a million: customer and terms are places in
 * lists, a clock is an array, what its plan says of it is left out, and so is whatever is empty.
 */
export type Packed = readonly [
  incident: number,
  customer: number,
  raisedAt: number,
  terms: number,
  severity: SealedIncident['severity'],
  clocks: readonly PackedClock[],
  rest?: Partial<Rest>,
];

type PackedClock = readonly [
  severity: MeasuredClock['severity'],
  elapsed: number,
  stoppedAt: number | null,
  verdict: MeasuredClock['verdict'],
  breachedAt?: number | null,
  byReclassification?: boolean,
];

type Rest = Omit<
  SealedIncident,
  'incident' | 'customer' | 'raisedAt' | 'terms' | 'severity' | 'measured'
> &
  Pick<SealedIncident['measured'], 'updates' | 'pauses' | 'excludedBy'>;

/** The places of an incident's customer and terms in the lists of its block. */
interface Places {
  readonly customer: number;
  readonly terms: number;
}

/** An incident without what is plain. It must be settled. */
export function pack(incident: SealedIncident, { customer, terms }: Places): Packed {
  const { measured, raisedAt, severity, incident: number } = incident;
  const clocks = measured.clocks.map(packClock);
  const { standing, why, reason, changes, asked, trouble, silences } = incident;
  const { updates, pauses, excludedBy } = measured;
  const rest = {
    ...(standing !== 'guaranteed' && { standing }),
    ...(reason !== null && { reason }),
    ...(trouble !== null && { trouble }),
    ...nonEmpty({ why, changes, silences, updates, pauses, excludedBy }),
    ...(Object.keys(asked).length > 0 && { asked }),
  };
  const plain = [number, customer, raisedAt, terms, severity, clocks] as const;
  return Object.keys(rest).length === 0 ? plain : [...plain, rest];
}

/** What stands in the places of an incident; `plan` is that of its terms. */
interface Placed extends Pick<SealedIncident, 'customer' | 'terms'>, Pick<Terms, 'plan'> {}

/** The incident again. */
export function unpack(
  [incident, , raisedAt, , severity, clocks, rest = nothing]: Packed,
  { customer, terms, plan }: Placed,
): SealedIncident {
  const { standing = 'guaranteed', reason = null, trouble = null, asked = nothing } = rest;
  const { why = none, changes = none, silences = none } = rest;
  const { updates = none, pauses = none, excludedBy = none } = rest;
  return {
    ...{ incident, customer, raisedAt, terms, severity, standing, reason, trouble, asked },
    ...{ why, changes, silences },
    measured: {
      clocks: clocks.map((clock, index) => unpackClock(clock, plan.objectives[index])),
      ...{ updates, pauses, excludedBy, settled: true },
    },
  };
}

const none: readonly never[] = [];
const nothing: Readonly<Record<string, never>> = {};

function nonEmpty<Lists extends Readonly<Record<string, readonly unknown[]>>>(
  lists: Lists,
): Partial<Lists> {
  const entries = Object.entries(lists).filter(([, list]) => list.length > 0);
  return Object.fromEntries(entries) as Partial<Lists>;
}

function packClock(clock: MeasuredClock): PackedClock {
  const { severity, elapsed, stoppedAt, verdict, breachedAt, byReclassification } = clock;
  if (breachedAt === null) return [severity, elapsed, stoppedAt, verdict];
  return [severity, elapsed, stoppedAt, verdict, breachedAt, byReclassification];
}

function unpackClock(
  [
    severity,
    elapsed,
    stoppedAt,
    verdict,
    breachedAt = null,
    byReclassification = false,
  ]: PackedClock,
  objective: Terms['plan']['objectives'][number] | undefined,
): MeasuredClock {
  const { name = '', targets } = objective ?? {};
  const target = targets?.[severity] ?? 0;
  return { name, severity, target, elapsed, stoppedAt, breachedAt, byReclassification, verdict };
}
