import { checkArguments } from './check-arguments.ts';
import type { Host, Service } from './inventory/model.ts';
import { figureOf } from './limits.ts';

/** One service as it is to be watched, whatever program watches it. */
export interface Watch {
  readonly host: Host;
  readonly service: Service;
  /** The check and its arguments, the name first; empty for the agent itself, which is asked for nothing. */
  readonly command: readonly string[];
  /** Who runs the check: the monitoring server, or the host (through its agent). */
  readonly runsOn: 'server' | 'host';
  /** Whether the monitoring server asks for the result or waits for it. */
  readonly results: 'asked' | 'sent';
  /** Why it is watched with these limits, as sentences for whoever reads the generated file. */
  readonly reasons: readonly string[];
}

/** Everything that is watched on a host, in the order of its services. */
export function watchesOf(host: Host): readonly Watch[] {
  return host.services.map((service) => {
    const runsOn = whoRuns(host, service);
    const results = runsOn === 'host' && host.reached.by === 'passive' ? 'sent' : 'asked';
    return { host, service, runsOn, results, ...whatRuns(host, service) };
  });
}

function whatRuns(host: Host, service: Service): Pick<Watch, 'command' | 'reasons'> {
  if (service.extra !== undefined) {
    const { check, because = 'asked for by the inventory' } = service.extra;
    return { command: check, reasons: [because] };
  }
  const figure = figureOf(host, service);
  return {
    command: checkArguments(host, service, figure),
    reasons: [figure.because, `source: ${figure.source}`],
  };
}

function whoRuns({ reached }: Host, { subject, application, extra }: Service): Watch['runsOn'] {
  if (reached.by === 'local' || reached.by === 'direct') return 'server';
  if (subject === 'ping' || subject === 'agent') return 'server';
  if (extra !== undefined) return extra.on;
  if (subject !== 'http') return 'host';
  const connects = reached.by === 'nrpe' && reached.firewall === undefined;
  return application?.seen_from ?? (connects ? 'server' : 'host');
}
