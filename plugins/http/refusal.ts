import type { CheckResult } from '../check/result.ts';
import type { Answer } from '../host/http/answer.ts';
import { curlFlawOf, curlSummary } from './curl-error.ts';
import type { Place, Plan } from './plan.ts';
import { matchesStatus, statusCode } from './status.ts';

/** What an answer is called that is no page to be judged; undefined for one that is. */
export function refusalOf(answer: Answer, place: Place, plan: Plan): CheckResult | undefined {
  return (
    (plan.dialect === 'check_curl' ? curlFlaw(answer, place) : emptiness(answer)) ??
    endlessHead(answer, place) ??
    wrongStatusLine(answer, place, plan) ??
    (plan.expect.status === undefined ? wrongCode(answer, plan) : undefined) ??
    brokenChunks(answer)
  );
}

function curlFlaw(answer: Answer, place: Place): CheckResult | undefined {
  const flaw = curlFlawOf(answer);
  return flaw && critical(curlSummary(flaw, place));
}

function emptiness({ recording }: Answer): CheckResult | undefined {
  if (recording.bytes > 0) return undefined;
  return critical('HTTP CRITICAL - No data received from host');
}

function endlessHead({ flaw }: Answer, place: Place): CheckResult | undefined {
  return flaw?.code === 'HPE_HEADER_OVERFLOW' ? invalid('a head without end', place) : undefined;
}

function wrongStatusLine({ statusLine }: Answer, place: Place, { dialect, expect, request }: Plan) {
  const usual = dialect === 'check_http' && request.version !== '2' ? 'HTTP/1.' : 'HTTP/';
  if (matchesStatus(statusLine, expect.status ?? usual)) return undefined;
  return invalid(statusLine, place);
}

function invalid(what: string, { port }: Place): CheckResult {
  const from = port === 80 ? 'host' : `host on port ${port}`;
  return critical(`HTTP CRITICAL - Invalid HTTP response received from ${from}: ${what}`);
}

function wrongCode({ statusLine }: Answer, { dialect }: Plan): CheckResult | undefined {
  const code = statusCode(statusLine);
  if (code === undefined) return critical(`HTTP CRITICAL: Invalid Status Line (${statusLine})`);
  if (code >= 100 && code < 600) return undefined;
  const shown = dialect === 'check_http' ? statusLine : `${code}, ${reasonIn(statusLine)}`;
  return critical(`HTTP CRITICAL: Invalid Status (${shown})`);
}

function reasonIn(statusLine: string): string {
  return statusLine.split(/\s+/).slice(2).join(' ');
}

function brokenChunks({ flaw, fields }: Answer): CheckResult | undefined {
  if (flaw === undefined || !/^transfer-encoding\s*:.*chunked/im.test(fields)) return undefined;
  return { status: 'UNKNOWN', summary: 'HTTP UNKNOWN: Failed to unchunk message body' };
}

function critical(summary: string): CheckResult {
  return { status: 'CRITICAL', summary };
}
