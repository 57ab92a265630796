import { type Figure, isBehind } from '../../sla/compliance/behind.ts';
import { monthsIn } from '../../sla/compliance/month.ts';
import { boundsIn, widestBounds } from '../../sla/compliance/period.ts';
import type { ReportQuestion } from '../../sla/compliance.ts';
import { covers } from '../../sla/interval.ts';
import { reveal } from './bundle/reveal.ts';
import { type ReportStore, readIncidents } from './read-incidents.ts';

/** The numbers of the incidents that a figure of a report counts, in order, read as the report itself reads them. */
export async function incidentsBehind(
  store: ReportStore,
  { customer, period, asOf }: ReportQuestion,
  figure: Figure,
): Promise<readonly number[]> {
  const raised = widestBounds(period);
  const { blocks, termsOf } = await readIncidents(store, { raised, asOf, from: 'remember' });
  const monthOf = new Map<string, (instant: number) => string>();
  const found: number[] = [];
  for await (const block of blocks) {
    for (const sealed of block) {
      if (customer !== null && sealed.customer !== customer) continue;
      const incident = reveal(sealed, termsOf(sealed.terms), new Map());
      const { zone } = incident.plan;
      if (!covers(boundsIn(period, zone), incident.raisedAt)) continue;
      const months = monthOf.get(zone) ?? monthsIn(zone);
      monthOf.set(zone, months);
      if (isBehind(incident, months(incident.raisedAt), figure)) found.push(incident.incident);
    }
  }
  return found;
}
