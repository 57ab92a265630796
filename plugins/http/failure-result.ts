import type { CheckResult } from '../check/result.ts';
import type { Failure } from '../host/http/failure.ts';
import type { Dialect, Place } from './plan.ts';

/** What it is called when no page came. */
export function failureResult(failure: Failure, _place: Place, _dialect: Dialect): CheckResult {
  const [summary = '', ...details] = wording(failure);
  return { status: 'CRITICAL', summary, details };
}

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
