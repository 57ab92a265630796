import type { CheckResult } from '../check/result.ts';
import { judgeCertificates } from './certificate-verdict.ts';
import { failureResult, goneResult } from './failure-result.ts';
import { judgePage } from './page-verdict.ts';
import { addressOf, type Plan } from './plan.ts';
import type { Sample, Visit } from './sampled.ts';

/** Judges what was measured. */
export function assessPage(sample: Sample, plan: Plan): CheckResult {
  const result = judged(sample, plan);
  const details = [...(result.details ?? []), ...closerLook(sample.visits, plan)];
  return { ...result, summary: linked(result.summary, plan), details };
}

function judged(sample: Sample, plan: Plan): CheckResult {
  const { outcome, now } = sample;
  switch (outcome.kind) {
    case 'failure':
      return failureResult(outcome.failure, outcome.place, sample.seconds, plan.dialect);
    case 'gone':
      return goneResult(outcome.version, plan.dialect);
    case 'certificate':
      return judgeCertificates(outcome.certificates, outcome.limits, now);
    case 'astray':
      return { status: outcome.status, summary: outcome.summary };
    case 'page':
      return judgePage(outcome, sample, plan);
  }
}

function linked(summary: string, { output, place }: Plan): string {
  if (!output.link) return summary;
  return `<A HREF="${addressOf(place)}" target="_blank">${summary}</A>`;
}

function closerLook(visits: readonly Visit[], { output }: Plan): string[] {
  if (output.verbosity === 0) return [];
  return visits.flatMap(({ place, request, statusLine, fields, bytes }) => [
    ...request.split('\r\n'),
    `${addressOf(place)} is ${bytes} characters`,
    `STATUS: ${statusLine}`,
    '**** HEADER ****',
    ...fields.split('\n'),
  ]);
}
