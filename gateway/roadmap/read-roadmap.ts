import type { Customer } from '../../nagios-config/inventory/model.ts';
import type { Period } from '../../sla/compliance/period.ts';
import { boundsIn } from '../../sla/compliance/period.ts';
import { type AssessedStore, readAssessment } from '../assessment/read-assessment.ts';
import { readCapacity } from '../capacity/capacity.ts';
import type { IncidentReader, IncidentRecord } from '../incident/incident-reader.ts';
import type { DigestedReport } from '../report/compliance.ts';
import type { Store } from '../store/store.ts';
import { recurring } from './recurring.ts';
import { type Roadmap, roadmap } from './roadmap.ts';

/** What a roadmap is read from; `report` is the compliance report on the customer and the year. */
export interface RoadmapSources {
  readonly store: AssessedStore & Pick<Store, 'list'>;
  readonly reader: Pick<IncidentReader, 'records'>;
  readonly report: DigestedReport;
}

/** What to look at: a year (days, in a zone), as of `now` (epoch milliseconds). */
export interface RoadmapYear {
  readonly period: Period;
  readonly now: number;
  readonly zone: string;
}

/** Of a customer with more hosts than that the first ones are looked at, which the roadmap says. */
const mostHosts = 500;
const portion = 500;

/** Reads what is known of a customer for a year's talk. */
export async function readRoadmap(
  customer: Customer,
  { store, reader, report: { report } }: RoadmapSources,
  { period, now, zone }: RoadmapYear,
): Promise<Roadmap> {
  const hosts = customer.hosts.slice(0, mostHosts);
  const lookBack = { now, span: 365 * day, most: 365 };
  const capacities = await readCapacity(hosts, store.results, lookBack);
  const assessment = await readAssessment(customer, { hosts, capacities, now }, store);
  const { start: from, end: to } = boundsIn(period, zone);
  const listed = await store.list({ customer: customer.id, from, to });
  const records: IncidentRecord[] = [];
  for (let at = 0; at < listed.length; at += portion) {
    const ids = listed.slice(at, at + portion).map(({ id }) => id);
    records.push(...(await reader.records(ids)));
  }
  const { totals, trend, incidents } = report;
  return roadmap({
    ...{ from: period.from, to: period.to, asOf: now, assessment, capacities, zone },
    hosts: { all: customer.hosts.length, lookedAt: hosts.length },
    incidents: recurring(records),
    compliance: { totals, trend, incidents },
  });
}

const day = 86_400_000;
