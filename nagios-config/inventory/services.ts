import type { Application, ExtraService, Reached, Service } from './model.ts';
import { type applicationSubjects, machineSubjects } from './words.ts';

/** The services of a host, in the order in which people want to read them: reach, machine, applications, extras. */
export function deriveServices(host: {
  readonly reached: Reached;
  readonly applications: readonly Application[];
  readonly services: Readonly<Record<string, ExtraService>>;
  readonly derived: boolean;
}): readonly Service[] {
  const extras = Object.entries(host.services).map(
    ([name, extra]): Service => ({ name, subject: 'extra', extra }),
  );
  return host.derived ? [...derivedServices(host), ...extras] : extras;
}

function derivedServices({
  reached,
  applications,
}: Parameters<typeof deriveServices>[0]): readonly Service[] {
  const ofApplications = applications.flatMap(applicationServices);
  // Without an agent only what can be seen from outside is watched.
  const outside = ofApplications.filter(({ subject }) => subject === 'http');
  if (reached.by === 'direct') return [...reachServices(reached), ...outside];
  return [...reachServices(reached), ...machineServices, ...ofApplications];
}

const machineServices = machineSubjects.map((subject): Service => ({ name: subject, subject }));

function reachServices({ by, firewall }: Reached): readonly Service[] {
  const ping: Service = { name: 'ping', subject: 'ping' };
  const agent: Service = { name: 'agent', subject: 'agent' };
  if (by === 'local' || by === 'direct') return [ping];
  if (by === 'passive') return [];
  return firewall === undefined ? [ping, agent] : [agent];
}

function applicationServices(application: Application): readonly Service[] {
  const service = (subject: (typeof applicationSubjects)[number]): Service => ({
    name: `${application.key}-${subject}`,
    subject,
    application,
  });
  return [
    service('http'),
    service('jvm'),
    ...(application.data === undefined ? [] : [service('disk-data')]),
    ...(application.home === undefined ? [] : [service('disk-home')]),
  ];
}
