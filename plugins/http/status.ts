import type { Status } from '../check/status.ts';

/** The code in a status line; undefined when there is none of three digits. */
export function statusCode(statusLine: string): number | undefined {
  const code = /^\S+\s+(\d{3})(?!\d)/.exec(statusLine)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** A status line as the reference's check_curl shows it: HTTP/1.0 is 1.1 to it, and a blank stands for no reason. */
export function curlStatusLine(statusLine: string): string {
  const [, code, reason = ''] = /^HTTP\/1\.\d +(\d{3})(?: (.*))?$/.exec(statusLine) ?? [];
  return code === undefined ? statusLine : `HTTP/1.1 ${code} ${reason}`;
}

/** Whether one of `expected`, texts with commas between, is in the status line. */
export function matchesStatus(statusLine: string, expected: string): boolean {
  return expected.split(',').some((text) => text !== '' && statusLine.includes(text));
}

/** What a code means, with `redirected` for a redirect. */
export function statusOf(code: number, redirected: Status): Status {
  if (code >= 500) return 'CRITICAL';
  if (code >= 400) return 'WARNING';
  return code >= 300 ? redirected : 'OK';
}
