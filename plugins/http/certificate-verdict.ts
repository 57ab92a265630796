import type { CheckResult } from '../check/result.ts';
import { type Status, worst } from '../check/status.ts';
import type { Certificate } from '../host/http/certificate.ts';
import type { CertificateLimits } from './plan.ts';

/**
 * Judges how long certificates are still valid at `now` (epoch milliseconds): the server's own, unless one that
 * follows it in the chain is worse off.
 */
export function judgeCertificates(
  certificates: readonly Certificate[],
  limits: CertificateLimits,
  now: number,
): CheckResult {
  const verdicts = certificates.map((certificate) => judge(certificate, limits, now));
  const gravest = worst(verdicts.map(({ status }) => status));
  const verdict = verdicts.find(({ status }) => status === gravest);
  return (
    verdict ?? { status: 'CRITICAL', summary: 'CRITICAL - Cannot retrieve server certificate.' }
  );
}

function judge(
  { commonName = 'Unknown CN', validTo }: Certificate,
  limits: CertificateLimits,
  now: number,
): CheckResult {
  if (!Number.isFinite(validTo)) {
    return { status: 'CRITICAL', summary: 'CRITICAL - Wrong time format in certificate.' };
  }
  const seconds = Math.floor(validTo / 1000) - Math.floor(now / 1000);
  const days = Math.trunc(seconds / 86400);
  const status = statusOf(seconds, days, limits);
  const says = sentence(seconds, days, limits.warning, formatDate(validTo));
  const perfdata = [
    { label: 'certificate_days', value: days, warning: limits.warning, critical: limits.critical },
  ];
  return { status, summary: `${status} - Certificate '${commonName}' ${says}`, perfdata };
}

function statusOf(seconds: number, days: number, { warning, critical }: CertificateLimits): Status {
  if (seconds < 0) return 'CRITICAL';
  if (days > 0 && days > warning) return 'OK';
  return days > critical ? 'WARNING' : 'CRITICAL';
}

function sentence(seconds: number, days: number, warning: number, date: string): string {
  if (seconds < 0) return `expired on ${date}.`;
  if (days > warning) return `will expire on ${date}.`;
  if (days > 0) return `expires in ${days} day(s) (${date}).`;
  if (seconds === 0) return `just expired (${date}).`;
  if (seconds >= 3600) return `expires in ${Math.floor(seconds / 3600)} hours (${date})`;
  return `expires in ${Math.floor(seconds / 60)} minutes (${date})`;
}

/** As C's `%c %z` writes it for UTC: `Sat Feb  1 12:00:00 2020 +0000`. */
function formatDate(milliseconds: number): string {
  const [, weekday, day, month, year, time] =
    /^(\w+), 0?(\d+) (\w+) (\d+) (\S+)/.exec(new Date(milliseconds).toUTCString()) ?? [];
  return `${weekday} ${month} ${day?.padStart(2)} ${time} ${year} +0000`;
}
