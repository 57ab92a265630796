import { parseNumber } from '../check/readers.ts';
import { UsageError } from '../check/usage-error.ts';
import type { Family } from '../host/addresses.ts';
import { completeLimits, type PingLimits, type PingLimitsGiven } from './limits.ts';

/** What a command line of check_ping asks for. */
export interface PingPlan {
  readonly hosts: readonly string[];
  readonly family: Family;
  readonly packets: number;
  /** How long ping may take. */
  readonly seconds: number;
  readonly warning: PingLimits;
  readonly critical: PingLimits;
  readonly link: boolean;
}

/** What was typed. */
export interface PingTyped {
  readonly hosts: readonly string[];
  readonly warning: PingLimitsGiven | undefined;
  readonly critical: PingLimitsGiven | undefined;
  readonly packets: number | undefined;
  readonly timeout: number;
  readonly family: Family;
  readonly link: boolean;
  /** `HOST WPL CPL WRTA CRTA PACKETS`, what options have already said left out of use. */
  readonly operands: readonly string[];
}

/** Turns what was typed into a plan. Throws a UsageError. */
export function settlePing(typed: PingTyped): PingPlan {
  if (typed.hosts.length + typed.operands.length === 0 && !typed.warning && !typed.critical) {
    throw new UsageError('check_ping: Could not parse arguments');
  }
  const { warning = {}, critical = {}, family, link } = typed;
  const operands = [...typed.operands];
  const hosts = typed.hosts.length > 0 ? typed.hosts : operands.splice(0, 1);
  const numbers = operands.map(readOperand);
  const next = (own: number | undefined) => own ?? numbers.shift();
  const wpl = next(warning.loss);
  const cpl = next(critical.loss);
  const wrta = next(warning.rta);
  const crta = next(critical.rta);
  const packets = next(typed.packets) ?? 5;
  if (hosts.length === 0) throw new UsageError('You must specify a server address or host name');
  const limits = completeLimits(limitsOf(wrta, wpl), limitsOf(crta, cpl));
  // The reference gives as much time as all packets need when each is just not critical.
  const needed = Math.floor((limits.critical.rta / 1000) * packets + packets);
  const seconds = Math.max(typed.timeout, needed);
  return { hosts, family, packets, seconds, ...limits, link };
}

function readOperand(text: string): number {
  const number = parseNumber(text.replace(/%$/, ''));
  if (number !== undefined && number >= 0) return number;
  throw new UsageError(`check_ping: not a limit: "${text}"`);
}

function limitsOf(rta: number | undefined, loss: number | undefined): PingLimitsGiven {
  return { ...(rta !== undefined && { rta }), ...(loss !== undefined && { loss }) };
}
