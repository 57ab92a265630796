import type { Host } from '../inventory/model.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import type { Watch } from '../watch.ts';

/** What is not asked, and not said, while something it needs is known to fail. */
export function dependencies(host: Host, watches: readonly Watch[]): readonly NagiosObject[] {
  const has = (name: 'agent' | 'ping') => watches.some(({ service }) => service.subject === name);
  const throughAgent = watches.filter(
    ({ runsOn, results }) => runsOn === 'host' && results === 'asked',
  );
  const applications = watches.filter(
    ({ service, runsOn }) => service.subject === 'http' && runsOn === 'server',
  );
  return [
    ...(has('agent') ? dependency(host, onAgent, throughAgent) : []),
    ...(has('ping') ? dependency(host, onPing, applications) : []),
  ];
}

interface Need {
  readonly service: string;
  readonly execution: string;
  readonly notification: string;
  readonly because: string;
}

const onAgent: Need = {
  service: 'agent',
  execution: 'c,u',
  notification: 'c,u',
  because:
    'these are asked through the agent: while it does not answer, they are neither asked nor said',
};

const onPing: Need = {
  service: 'ping',
  execution: 'n',
  notification: 'c',
  because: 'while the host cannot be reached at all, that is said, and not that its pages are gone',
};

function dependency(
  { name }: Host,
  need: Need,
  watches: readonly Watch[],
): readonly NagiosObject[] {
  if (watches.length === 0) return [];
  return [
    nagiosObject(
      'servicedependency',
      {
        host_name: name,
        service_description: need.service,
        dependent_host_name: name,
        dependent_service_description: watches.map(({ service }) => service.name).join(','),
        execution_failure_criteria: need.execution,
        notification_failure_criteria: need.notification,
      },
      [need.because],
    ),
  ];
}
