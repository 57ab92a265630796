import { UsageError } from '../check/usage-error.ts';

/** From which round trip (milliseconds) and from which loss (percent) on a host is not well. */
export interface PingLimits {
  readonly rta: number;
  readonly loss: number;
}

/** Limits as they were given, some of them perhaps missing. */
export interface PingLimitsGiven {
  readonly rta?: number;
  readonly loss?: number;
}

/** Reads `RTA,LOSS%`, or one of the two. */
export function readPingLimits(text: string, kind: 'Warning' | 'Critical'): PingLimitsGiven {
  const [, rta, , loss] = /^(\d+(?:\.\d+)?)?(,|(?<!\d)|$)(?:(\d+(?:\.\d+)?)%)?$/.exec(text) ?? [];
  if (rta === undefined && loss === undefined) {
    const what = `check_ping: ${kind} threshold must be integer or percentage!`;
    throw new UsageError(`${what} - ${text}`);
  }
  return {
    ...(rta !== undefined && { rta: Number(rta) }),
    ...(loss !== undefined && { loss: Number(loss) }),
  };
}

/** Both limits, complete and in order. Throws a UsageError that says what is wrong. */
export function completeLimits(
  warning: PingLimitsGiven,
  critical: PingLimitsGiven,
): { readonly warning: PingLimits; readonly critical: PingLimits } {
  const limits = {
    warning: { rta: given(warning.rta, 'wrta'), loss: given(warning.loss, 'wpl') },
    critical: { rta: given(critical.rta, 'crta'), loss: given(critical.loss, 'cpl') },
  };
  const { rta: wrta, loss: wpl } = limits.warning;
  const { rta: crta, loss: cpl } = limits.critical;
  if (wrta > crta) throw larger('rta', wrta.toFixed(6), crta.toFixed(6));
  if (wpl > cpl) throw larger('pl', wpl, cpl);
  return limits;
}

function given(limit: number | undefined, name: string): number {
  if (limit !== undefined) return limit;
  throw new UsageError(`<${name}> was not set`, ['check_ping: Could not parse arguments']);
}

function larger(name: string, warning: number | string, critical: number | string): UsageError {
  return new UsageError(`<w${name}> (${warning}) cannot be larger than <c${name}> (${critical})`, [
    'check_ping: Could not parse arguments',
  ]);
}

/** How many packets to send, 1 or more. */
export function packetCount(text: string): number {
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text)) && Number(text) > 0) {
    return Number(text);
  }
  throw new UsageError(`check_ping: <max_packets> must be a positive number - ${text}`);
}
