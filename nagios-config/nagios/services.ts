import type { Service } from '../inventory/model.ts';
import { agentCommandName } from '../inventory/name-rules.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import type { Watch } from '../watch.ts';
import { checkCommand } from './command-line.ts';
import { customVariables } from './hosts.ts';
import { minutes } from './minutes.ts';
import { names } from './names.ts';

/** A service as Nagios knows it. */
export function serviceObject(watch: Watch): NagiosObject {
  const { host, service, results, reasons } = watch;
  const product = service.application?.product;
  const groups = [
    host.customer,
    ...(product === undefined
      ? []
      : [names.everyHost(product), names.applicationOf(host.customer, product)]),
    ...(service.extra?.groups ?? []),
  ];
  return nagiosObject(
    'service',
    {
      use: results === 'sent' ? names.sentService : names.service,
      host_name: host.name,
      service_description: service.name,
      servicegroups: groups.join(','),
      check_command: results === 'sent' ? undefined : askingCommand(watch),
      ...(results === 'asked' && ownTimes(service)),
      ...customVariables(service.extra?.variables ?? {}),
    },
    [
      ...reasons,
      ...(watch.runsOn === 'host' ? [`runs on the host: ${watch.command.join(' ')}`] : []),
    ],
  );
}

function ownTimes({ extra }: Service) {
  const { every, retry, attempts } = extra ?? {};
  return {
    check_interval: every === undefined ? undefined : minutes(every),
    retry_interval: retry === undefined ? undefined : minutes(retry),
    max_check_attempts: attempts,
  };
}

function askingCommand({ service, command, runsOn }: Watch): string {
  if (service.subject === 'agent') return names.command('agent');
  if (runsOn === 'host')
    return checkCommand(names.command('nrpe'), [agentCommandName(service.name)]);
  const [name = '', ...args] = command;
  return name.includes('/')
    ? checkCommand(names.command('run'), command)
    : checkCommand(names.command(name), args);
}
