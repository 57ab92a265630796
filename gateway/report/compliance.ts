import type { ComplianceReport } from '../../sla/compliance/data.ts';
import { type Period, trendFrom, widestBounds } from '../../sla/compliance/period.ts';
import { buildReport, type ReportQuestion } from '../../sla/compliance.ts';
import type { Interval } from '../../sla/interval.ts';
import { canonicalDigest } from '../incident/chain.ts';
import { digestsOf, reveal } from './bundle/reveal.ts';
import {
  type IncidentBlocks,
  type Reading,
  type ReportStore,
  readIncidents,
} from './read-incidents.ts';

/** A report, and the SHA-256 over its canonical JSON by which its views are known to show the same. */
export interface DigestedReport {
  readonly report: ComplianceReport;
  readonly digest: string;
}

/** Computes a compliance report on what a store holds. */
export async function complianceReport(
  store: ReportStore,
  question: ReportQuestion,
  how: Pick<Reading, 'from' | 'progress'>,
): Promise<DigestedReport> {
  const raised = readFor(question.period);
  const incidents = await readIncidents(store, { ...how, raised, asOf: question.asOf });
  return reportOn(incidents, question, async (digests) => {
    const texts = await store.pages.texts(digests);
    return new Map(texts.map(({ digest, text }) => [digest, text]));
  });
}

/** When incidents were raised that a report on a period, or the trend in it, may count. */
export function readFor(period: Period): Interval {
  const { start, end } = widestBounds(period);
  const trend = widestBounds({ from: trendFrom(period), to: period.to });
  return { start: Math.min(start, trend.start), end };
}

type TextsOf = (digests: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;

/** Computes a report on incidents from wherever. */
export async function reportOn(
  { blocks, termsOf }: IncidentBlocks,
  question: ReportQuestion,
  textsOf: TextsOf,
): Promise<DigestedReport> {
  const builder = buildReport(question);
  const { customer } = question;
  for await (const block of blocks) {
    const wanted =
      customer === null ? block : block.filter((incident) => incident.customer === customer);
    const digests = wanted.flatMap(digestsOf);
    const texts = digests.length === 0 ? new Map<string, string>() : await textsOf(digests);
    for (const incident of wanted) builder.add(reveal(incident, termsOf(incident.terms), texts));
  }
  return digested(builder.report());
}

/** A report with its digest. */
export function digested(report: ComplianceReport): DigestedReport {
  return { report, digest: canonicalDigest(report) };
}
