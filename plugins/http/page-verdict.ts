import { judge } from '../check/range.ts';
import type { CheckResult } from '../check/result.ts';
import { type Status, worst } from '../check/status.ts';
import { judgeCertificates } from './certificate-verdict.ts';
import { figuresOf } from './figures.ts';
import { misses } from './misses.ts';
import type { Plan } from './plan.ts';
import { matchesStatus, statusCode, statusOf } from './status.ts';
import type { Outcome, Sample } from './visit.ts';

/** Judges the page at the end of the journey. */
export function judgePage(page: Page, sample: Sample, plan: Plan): CheckResult {
  const verdict = refused(page, plan) ?? verdictOf(page, sample, plan);
  const details = [...(verdict.details ?? []), ...shownBody(page, plan)];
  if (plan.certificate === undefined || !page.place.secure) return { ...verdict, details };
  const certificate = judgeCertificates(page.certificates, plan.certificate, sample.now);
  return under(certificate, { ...verdict, details });
}

type Page = Extract<Outcome, { kind: 'page' }>;

/** What is no page at all. */
function refused({ answer, place }: Page, { expect }: Plan): CheckResult | undefined {
  const { statusLine, flaw, recording } = answer;
  const critical = (summary: string): CheckResult => ({ status: 'CRITICAL', summary });
  if (recording.bytes === 0) return critical('HTTP CRITICAL - No data received from host');
  if (!matchesStatus(statusLine, expect.status ?? 'HTTP/1.')) {
    const port = place.port === 80 ? '' : ` on port ${place.port}`;
    return critical(
      `HTTP CRITICAL - Invalid HTTP response received from host${port}: ${statusLine}`,
    );
  }
  if (expect.status === undefined) {
    const code = statusCode(statusLine);
    if (code === undefined) return critical(`HTTP CRITICAL: Invalid Status Line (${statusLine})`);
    if (code < 100 || code >= 600) return critical(`HTTP CRITICAL: Invalid Status (${statusLine})`);
  }
  const chunked = /^transfer-encoding\s*:.*chunked/im.test(answer.fields);
  if (flaw === undefined || !chunked) return undefined;
  return { status: 'UNKNOWN', summary: 'HTTP UNKNOWN: Failed to unchunk message body' };
}

function verdictOf(page: Page, sample: Sample, plan: Plan): CheckResult {
  const missed = misses(page, plan);
  const status = worst([
    lineStatus(page, plan),
    ...missed.map(({ status }) => status),
    judge(plan.limits, sample.seconds),
  ]);
  const texts = [lineText(page, plan), missed.map(({ says }) => says).join(', ')];
  const facts = `${page.answer.recording.bytes} bytes in ${sample.seconds.toFixed(3)} second response time `;
  const says = [...texts.filter((text) => text !== ''), facts].join(' - ');
  return {
    status,
    summary: `HTTP ${status}: ${says}`,
    perfdata: figuresOf(page, sample.seconds, plan),
  };
}

function lineStatus({ answer }: Page, { expect, redirects }: Plan): Status {
  if (expect.status !== undefined) return 'OK';
  const { mode } = redirects;
  const redirected = mode === 'follow' || mode === 'sticky' || mode === 'stickyport' ? 'OK' : mode;
  return statusOf(statusCode(answer.statusLine) ?? 0, redirected);
}

function lineText({ answer }: Page, { expect }: Plan): string {
  const { statusLine } = answer;
  return expect.status === undefined ? statusLine : `Status line output matched "${expect.status}"`;
}

function shownBody({ answer }: Page, { output }: Plan): string[] {
  return output.body ? [answer.body.toString()] : [];
}

function under(certificate: CheckResult, page: CheckResult): CheckResult {
  return {
    status: worst([certificate.status, page.status]),
    summary: certificate.summary,
    perfdata: [...(page.perfdata ?? []), ...(certificate.perfdata ?? [])],
    details: [page.summary, ...(page.details ?? [])],
  };
}
