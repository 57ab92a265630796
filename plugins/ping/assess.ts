import type { CheckResult } from '../check/result.ts';
import { worst } from '../check/status.ts';
import type { Pinged } from '../host/ping.ts';
import type { PingPlan } from './settle.ts';
import { type HostVerdict, judgePing } from './verdict.ts';

/** Judges all hosts; the gravest of them counts. */
export function assessPing(all: readonly Pinged[], plan: PingPlan): CheckResult {
  const alone = all.length === 1;
  const verdicts = all.map((pinged, at) => {
    const host = plan.hosts[at] ?? '';
    return judgePing(host, pinged, plan, alone ? '' : `${host}_`);
  });
  const status = worst(verdicts.map((verdict) => verdict.status));
  const [only] = verdicts;
  const summary =
    alone && only !== undefined
      ? (only.line ?? `PING ${status} - ${only.says}`)
      : `PING ${status} - ${verdicts.map(named).join('; ')}`;
  return {
    status,
    summary: plan.link ? linked(summary, plan.hosts[0] ?? '') : summary,
    perfdata: verdicts.flatMap(({ perfdata }) => perfdata),
    // The reference prints a blank before figures that are unknown.
    perfdataFrame: { before: only?.perfdata[0]?.value === 'U' ? ' ' : '' },
    details: verdicts.flatMap(({ details }) => details),
  };
}

function named({ host, says, line }: HostVerdict): string {
  return line ?? `${host}: ${says}`;
}

function linked(summary: string, host: string): string {
  return `<A HREF='/nagios/cgi-bin/traceroute.cgi?${host}'>${summary}</A>`;
}
