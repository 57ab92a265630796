import { judge } from '../check/range.ts';
import type { CheckResult } from '../check/result.ts';
import { type Status, worst } from '../check/status.ts';
import { judgeCertificates } from './certificate-verdict.ts';
import { figuresOf } from './figures.ts';
import { misses } from './misses.ts';
import { pageSizeOf } from './page-size.ts';
import type { Plan } from './plan.ts';
import { refusalOf } from './refusal.ts';
import type { Page, Sample } from './sampled.ts';
import { shownBody } from './shown-body.ts';
import { curlStatusLine, statusCode, statusOf } from './status.ts';

/** Judges the page at the end of the journey. */
export function judgePage(page: Page, sample: Sample, plan: Plan): CheckResult {
  const verdict = refusalOf(page.answer, page.place, plan) ?? verdictOf(page, sample, plan);
  const shown = plan.output.body ? { ...verdict, details: [shownBody(page.answer)] } : verdict;
  if (plan.certificate === undefined || !page.place.secure) return shown;
  return under(judgeCertificates(page.certificates, plan.certificate, sample.now), shown);
}

function verdictOf(page: Page, { seconds, matching }: Sample, plan: Plan): CheckResult {
  const bytes = pageSizeOf(page.answer, plan);
  const missed = misses(page, bytes, matching, plan);
  const status = worst([
    lineStatus(page, plan),
    ...missed.map((miss) => miss.status),
    judge(plan.limits, seconds),
  ]);
  const texts = [...lineTexts(page, plan), missed.map(({ says }) => says).join(', ')];
  const facts = `${bytes} bytes in ${seconds.toFixed(3)} second response time `;
  return {
    status,
    summary: `HTTP ${status}: ${[...texts.filter((text) => text !== ''), facts].join(' - ')}`,
    perfdata: figuresOf(page, bytes, seconds, plan),
  };
}

function lineStatus({ answer }: Page, { expect, redirects }: Plan): Status {
  if (expect.status !== undefined) return 'OK';
  const { mode } = redirects;
  const redirected = mode === 'follow' || mode === 'sticky' || mode === 'stickyport' ? 'OK' : mode;
  return statusOf(statusCode(answer.statusLine) ?? 0, redirected);
}

function lineTexts({ answer }: Page, { dialect, expect }: Plan): string[] {
  const line = dialect === 'check_curl' ? curlStatusLine(answer.statusLine) : answer.statusLine;
  if (expect.status === undefined) return [line];
  const matched = `Status line output matched "${expect.status}"`;
  return dialect === 'check_http' ? [matched] : [line, matched];
}

function under(certificate: CheckResult, page: CheckResult): CheckResult {
  return {
    status: worst([certificate.status, page.status]),
    summary: certificate.summary,
    perfdata: [...(page.perfdata ?? []), ...(certificate.perfdata ?? [])],
    details: [page.summary, ...(page.details ?? [])],
  };
}
