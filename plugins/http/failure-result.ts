import type { CheckResult } from '../check/result.ts';
import type { Failure } from '../host/http/failure.ts';
import { type CurlError, curlErrorOf, curlSummary } from './curl-error.ts';
import type { Dialect, Place } from './plan.ts';
import type { Failed } from './sampled.ts';

/** What it is called when no page came. */
export function failureResult(outcome: Failed, seconds: number, dialect: Dialect): CheckResult {
  if (dialect === 'check_curl') {
    return lookupFailure(outcome) ?? curlFailure(curlErrorOf(outcome, seconds), outcome.place);
  }
  const [summary = '', ...details] = wording(outcome.failure);
  return { status: 'CRITICAL', summary, details };
}

/** What it is called when a version of SSL was asked for that nobody speaks any more. */
export function goneResult(version: string, dialect: Dialect): CheckResult {
  const why =
    dialect === 'check_http'
      ? `UNKNOWN - SSL protocol version ${version} is not supported by your SSL library.`
      : "HTTP CRITICAL - Error while setting cURL option 'CURLOPT_SSLVERSION': cURL returned 43 - A libcurl function was given a bad argument";
  return { status: 'CRITICAL', summary: why };
}

function curlFailure(error: CurlError, place: Place): CheckResult {
  return { status: 'CRITICAL', summary: curlSummary(error, place) };
}

/** Before a handshake the reference looks a host with a name up by itself. */
function lookupFailure({ failure, place, proxy }: Failed): CheckResult | undefined {
  const { secure, host, address } = place;
  if (failure.kind !== 'unresolved' || !secure || host === undefined || proxy) return undefined;
  const { reason } = failure;
  const said = `getaddrinfo returned ${lookupCodes[reason] ?? -2} - ${reason}`;
  const summary = `HTTP CRITICAL - Unable to lookup IP address for '${address}': ${said}`;
  return { status: 'CRITICAL', summary };
}

/** What getaddrinfo(3) says, by its numbers in the C library of GNU (netdb.h). */
const lookupCodes: Readonly<Record<string, number>> = {
  'Name or service not known': -2,
  'Temporary failure in name resolution': -3,
  'Non-recoverable failure in name resolution': -4,
  'No address associated with hostname': -5,
};

const noSocket = 'HTTP CRITICAL - Unable to open TCP socket';

function wording(failure: Failure): readonly string[] {
  switch (failure.kind) {
    case 'unresolved':
      return [failure.reason, noSocket];
    case 'unconnected':
      return [
        ...failure.attempts.map(
          ({ address, port, reason }) =>
            `connect to address ${address} and port ${port}: ${reason}`,
        ),
        noSocket,
      ];
    case 'tunnel':
      return [`HTTP CRITICAL - The proxy opens no tunnel: ${failure.reason}`];
    case 'identity':
      return [
        failure.flaw === 'certificate'
          ? 'CRITICAL - Unable to open certificate chain file!'
          : 'CRITICAL - Private key does not seem to match certificate!',
        failure.reason,
      ];
    case 'handshake':
      return ['CRITICAL - Cannot make SSL connection.', failure.reason];
    case 'untrusted':
      return [`CRITICAL - Cannot trust the certificate: ${failure.reason}`];
  }
}
