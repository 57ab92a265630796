import { boundsIn, type Period } from '../../../sla/compliance/period.ts';
import { evaluate } from '../../../sla/evaluate.ts';
import { covers, type Interval } from '../../../sla/interval.ts';
import type { Plan } from '../../../sla/plan.ts';
import { milliseconds } from '../../../sla/timescale.ts';
import { type Difference, differences } from '../../../sla/what-if.ts';
import { written } from '../../../sla/written/evaluation.ts';
import { slaHistory } from '../../incident/sla-history.ts';
import type { Store } from '../../store/store.ts';
import type { SealedEvents } from '../log-pages.ts';
import { termsFinder } from '../read-incidents.ts';

/** An incident, and every figure of its clocks that would be another one. */
export interface StoredDifference {
  readonly incident: number;
  readonly customer: string | null;
  readonly differences: readonly Difference[];
}

/** Which incidents to compute again, and under which plan. */
export interface WhatIf {
  readonly plan: Plan;
  readonly period: Period;
  /** A stretch that holds the period in every zone, epoch milliseconds. */
  readonly raised: Interval;
  readonly customer: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** How many incidents are read at a time. */
const portionSize = 500;

/** Computes stored incidents as they stand and under another plan, in order of number; nothing is written. */
export async function* storedDifferences(
  store: Pick<Store, 'pages' | 'maintenance'>,
  { plan, period, raised, customer, now }: WhatIf,
): AsyncGenerator<StoredDifference> {
  const termsOf = termsFinder(await store.pages.terms());
  const windows = await store.maintenance();
  const last = await store.pages.last();
  for (let first = 1; first <= last; first += portionSize) {
    const portion = { first, last: first + portionSize - 1 };
    for (const own of await store.pages.sealed(portion, raised)) {
      const found = compare(own);
      if (found !== undefined) yield found;
    }
  }

  function compare(events: SealedEvents): StoredDifference | undefined {
    const [first] = events;
    if (first?.event.kind !== 'raised') return undefined;
    const { incident, event, at } = first;
    if (customer !== undefined && event.customer !== customer) return undefined;
    const terms = termsOf(event.terms);
    if (!covers(boundsIn(period, terms.plan.calendar.zone), at)) return undefined;
    const history = slaHistory({ events, terms, windows, now });
    if (history === undefined) return undefined;
    const [is, under] = [history, { ...history, plan }].map((each) =>
      written(evaluate(each), milliseconds),
    );
    return { incident, customer: event.customer, differences: differences(is ?? {}, under ?? {}) };
  }
}
