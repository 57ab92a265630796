import type { Application, ExtraService, Reached, Service } from './model.ts';
import { type applicationSubjects, machineSubjects } from './words.ts';

/** The services of a host, in the order in which people want to read them: reach, machine, applications, extras. */
export function deriveServices(
  reached: Reached,
  applications: readonly Application[],
  extras: Readonly<Record<string, ExtraService>>,
): readonly Service[] {
  return [
    ...reachServices(reached),
    ...machineServices,
    ...applications.flatMap(applicationServices),
    ...Object.entries(extras).map(([name, extra]): Service => ({ name, subject: 'extra', extra })),
  ];
}

const machineServices = machineSubjects.map((subject): Service => ({ name: subject, subject }));

function reachServices({ by, firewall }: Reached): readonly Service[] {
  const ping: Service = { name: 'ping', subject: 'ping' };
  const agent: Service = { name: 'agent', subject: 'agent' };
  if (by === 'local') return [ping];
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
