import type { PerfDatum } from '../check/perfdata.ts';
import type { Status } from '../check/status.ts';
import type { Pinged } from '../host/ping.ts';
import { obstacleIn } from './obstacle.ts';
import type { PingPlan } from './settle.ts';

/** How one host is doing. */
export interface HostVerdict {
  readonly host: string;
  readonly status: Status;
  /** What stands behind `PING OK - `. */
  readonly says: string;
  /** The whole line, where it does not begin so. */
  readonly line?: string;
  readonly perfdata: readonly PerfDatum[];
  readonly details: readonly string[];
}

/** Judges what ping said of `host`; `prefix` goes before the labels of its figures. */
export function judgePing(
  host: string,
  pinged: Pinged,
  plan: PingPlan,
  prefix: string,
): HostVerdict {
  const none = { host, perfdata: [], details: [] };
  if ('reason' in pinged) return { ...none, status: 'UNKNOWN', says: pinged.reason };
  const obstacle = obstacleIn(`${pinged.output}\n${pinged.warnings}`);
  if (obstacle !== undefined) {
    const line = `CRITICAL - ${obstacle} (${host})`;
    return { ...none, status: 'CRITICAL', says: line, line };
  }
  const { loss, average } = pinged;
  if (loss === undefined || (loss < 100 && average === undefined)) {
    const says = 'Could not interpret output from ping command';
    const details = [pinged.command, pinged.output.trim(), pinged.warnings.trim()];
    return { ...none, status: 'UNKNOWN', says, details: details.filter((text) => text !== '') };
  }
  const warning = warningIn(pinged.output, pinged.warnings);
  return {
    ...none,
    status: statusOf(loss, average, warning, plan),
    says: `${warning}${sentence(loss, average)}`,
    perfdata: figures(loss, average, plan, prefix),
  };
}

function statusOf(
  loss: number,
  average: number | undefined,
  warning: string,
  plan: PingPlan,
): Status {
  const reaches = ({ loss: pl, rta }: PingPlan['warning']) => loss >= pl || (average ?? 0) >= rta;
  if (loss === 100 || reaches(plan.critical)) return 'CRITICAL';
  return warning !== '' || reaches(plan.warning) ? 'WARNING' : 'OK';
}

function warningIn(output: string, warnings: string): string {
  if (/\(DUP!\)|DUPLICATES FOUND/.test(output)) return 'DUPLICATES FOUND! ';
  return warnings.trim() === '' ? '' : 'System call sent warnings to stderr ';
}

function sentence(loss: number, average: number | undefined): string {
  const lost = `Packet loss = ${Math.trunc(loss)}%`;
  return loss === 100 ? lost : `${lost}, RTA = ${(average ?? 0).toFixed(2)} ms`;
}

function figures(
  loss: number,
  average: number | undefined,
  { warning, critical }: PingPlan,
  prefix: string,
): readonly PerfDatum[] {
  const ms = (limit: number) => (limit > 0 ? limit.toFixed(6) : '');
  const percent = (limit: number) => (limit > 0 ? limit : '');
  const limits = { warning: ms(warning.rta), critical: ms(critical.rta) };
  const label = `${prefix}rta`;
  const rta: PerfDatum =
    loss === 100
      ? { label, value: 'U', ...limits, min: '', max: '' }
      : { label, value: (average ?? 0).toFixed(6), unit: 'ms', ...limits, min: '0.000000' };
  const pl: PerfDatum = {
    label: `${prefix}pl`,
    value: Math.trunc(loss),
    unit: '%',
    warning: percent(warning.loss),
    critical: percent(critical.loss),
    min: 0,
    max: '',
  };
  return [rta, pl];
}
