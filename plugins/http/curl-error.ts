import type { Answer } from '../host/http/answer.ts';
import { fieldValue } from '../host/http/head.ts';
import type { Place } from './plan.ts';
import type { Failed } from './sampled.ts';
import { statusCode } from './status.ts';

/** An error as libcurl has it: its number (curl/curl.h, CURLcode) and its words. */
export interface CurlError {
  readonly code: number;
  readonly text: string;
}

/** The line that check_curl prints for an error. */
export function curlSummary({ code, text }: CurlError, { port }: Place): string {
  const what = `HTTP CRITICAL - Invalid HTTP response received from host on port ${port}`;
  return `${what}: cURL returned ${code} - ${text}`;
}

/** What libcurl calls a connection that did not get as far as an answer. */
export function curlErrorOf({ failure, place, proxy }: Failed, seconds: number): CurlError {
  switch (failure.kind) {
    case 'unresolved':
      return proxy === undefined
        ? { code: 6, text: `Could not resolve host: ${failure.host}` }
        : { code: 5, text: `Could not resolve proxy: ${failure.host}` };
    case 'unconnected': {
      const { host, port } = proxy ?? askedOf(place);
      const to = `Failed to connect to ${host} port ${port}`;
      return {
        code: 7,
        text: `${to} after ${Math.floor(seconds * 1000)} ms: Couldn't connect to server`,
      };
    }
    case 'tunnel': {
      const answered = statusCode(failure.reason);
      const text =
        answered === undefined
          ? 'Proxy CONNECT aborted'
          : `CONNECT tunnel failed, response ${answered}`;
      return { code: 56, text };
    }
    case 'identity':
      return { code: 58, text: failure.reason };
    case 'handshake':
      return { code: 35, text: handshakeText(failure.reason, askedOf(place)) };
    case 'untrusted':
      return { code: 60, text: `SSL certificate problem: ${failure.reason}` };
  }
}

/** The reference hands the address to libcurl, or the name where a certificate must fit it. */
function askedOf({ secure, host, address, port }: Place) {
  return { host: (secure && host) || address, port };
}

function handshakeText(reason: string, { host, port }: { host: string; port: number }): string {
  if (/disconnected before secure/.test(reason)) {
    return `OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to ${host}:${port} `;
  }
  if (/ECONNRESET/.test(reason)) return 'Recv failure: Connection reset by peer';
  // As OpenSSL writes an error of its own, which libcurl then says whose it is.
  return reason.startsWith('error:') ? `OpenSSL/${process.versions.openssl}: ${reason}` : reason;
}

/** What libcurl does not accept in an answer; undefined when it accepts it. */
export function curlFlawOf({
  statusLine,
  fields,
  flaw,
  recording,
  bodyBytes,
}: Answer): CurlError | undefined {
  if (recording.bytes === 0) {
    return /ECONNRESET/.test(flaw?.message ?? '')
      ? { code: 56, text: 'Recv failure: Connection reset by peer' }
      : { code: 52, text: 'Empty reply from server' };
  }
  if (!statusLine.startsWith('HTTP/'))
    return { code: 1, text: 'Received HTTP/0.9 when not allowed' };
  if (!/^HTTP\/\d(\.\d)? +\d/.test(statusLine)) {
    return { code: 1, text: 'Unsupported HTTP version in response' };
  }
  const code = statusCode(statusLine) ?? 0;
  if (code < 100) return { code: 1, text: 'Unsupported response code in HTTP response' };
  if (flaw === undefined) return undefined;
  if (/^transfer-encoding\s*:.*chunked/im.test(fields)) {
    return { code: 18, text: 'transfer closed with outstanding read data remaining' };
  }
  const missing = Number(fieldValue(fields, 'content-length') ?? 0) - bodyBytes;
  return missing > 0
    ? { code: 18, text: `transfer closed with ${missing} bytes remaining to read` }
    : undefined;
}
