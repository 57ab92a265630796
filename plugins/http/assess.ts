import type { CheckResult } from '../check/result.ts';
import { judgeCertificates } from './certificate-verdict.ts';
import { failureResult, goneResult } from './failure-result.ts';
import { judgePage } from './page-verdict.ts';
import { addressOf, type Dialect, type Plan } from './plan.ts';
import type { Sample, Visit } from './sampled.ts';
import { shownBody } from './shown-body.ts';

/** Judges what was measured. */
export function assessPage(sample: Sample, plan: Plan): CheckResult {
  const result = judged(sample, plan);
  const details = [...(result.details ?? []), ...closerLook(sample, plan)];
  return { ...result, summary: linked(result.summary, plan), details };
}

function judged(sample: Sample, plan: Plan): CheckResult {
  const { outcome, now } = sample;
  switch (outcome.kind) {
    case 'failure':
      return failureResult(outcome, sample.seconds, plan.dialect);
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

function closerLook({ outcome, visits }: Sample, plan: Plan): string[] {
  const { dialect, exempt, output } = plan;
  if (output.verbosity === 0) return [];
  const body = outcome.kind === 'page' && output.verbosity > 1 ? [shownBody(outcome.answer)] : [];
  return [
    ...(dialect === 'check_curl' && exempt ? [`* curl CURLOPT_NOPROXY: ${exempt}`] : []),
    ...visits.flatMap((visit) => visitLines(visit, dialect)),
    ...(body.length === 0 ? [] : ['**** CONTENT ****', ...body]),
  ];
}

function visitLines({ place, proxy, request, head, bytes }: Visit, dialect: Dialect): string[] {
  const curl = [
    `* curl CURLOPT_URL: ${addressOf(place)}`,
    ...(proxy === undefined ? [] : [`* curl CURLOPT_PROXY: http://${proxy}`]),
  ];
  return [
    ...(dialect === 'check_curl' ? curl : []),
    ...withoutCredentials(request.toString()).split('\n'),
    ...(head === undefined
      ? []
      : [
          `${addressOf(place)} is ${bytes} characters`,
          `STATUS: ${head.statusLine}`,
          '**** HEADER ****',
          ...head.fields.split('\n'),
        ]),
  ];
}

function withoutCredentials(request: string): string {
  return request.replace(/^((?:Proxy-)?Authorization\s*:).*?(?=\r?$)/gim, '$1 ***');
}
