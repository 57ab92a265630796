import type { Host, Service } from '../inventory/model.ts';
import { agentCommandName } from '../inventory/name-rules.ts';
import { names } from '../nagios/names.ts';
import type { Watch } from '../watch.ts';
import { type Definition, expression, head, withoutMacros } from './dsl.ts';

/** A host as Icinga knows it. */
export function hostDefinition(host: Host): Definition {
  const { name, alias, address, reached, parents, customer, applications } = host;
  const products = new Set(applications.map(({ product }) => names.everyHost(product)));
  const { address: to = address, port = reached.port } = reached.firewall ?? {};
  return {
    head: head('object', 'Host', name),
    imports: [names.host],
    attributes: {
      display_name: alias,
      address,
      groups: [customer, ...products, ...host.groups],
      ...aliveness(host),
      ...(reached.by === 'nrpe' && {
        'vars.watchclock_agent_address': to,
        'vars.watchclock_agent_port': port,
      }),
      ...(parents.length > 0 && { 'vars.watchclock_parents': parents }),
      ...customVariables(host.variables),
    },
    reasons: applications.map(({ key, product, url }) => `${key}: ${product} at ${url}`),
  };
}

/** A service as Icinga knows it. */
export function serviceDefinition(watch: Watch): Definition {
  const { host, service, results, reasons } = watch;
  const product = service.application?.product;
  const groups =
    product === undefined
      ? [host.customer]
      : [host.customer, names.everyHost(product), names.applicationOf(host.customer, product)];
  return {
    head: head('object', 'Service', service.name),
    imports: [results === 'sent' ? names.sentService : names.service],
    attributes: {
      host_name: host.name,
      groups: [...groups, ...(service.extra?.groups ?? [])],
      ...(results === 'asked' && { ...asking(watch), ...ownTimes(service) }),
      ...customVariables(service.extra?.variables ?? {}),
      ...neededBy(watch),
    },
    reasons,
  };
}

function customVariables(variables: Host['variables']) {
  const all = Object.entries(variables);
  return Object.fromEntries(all.map(([name, value]) => [`vars.${name}`, withoutMacros(value)]));
}

/** What the service cannot be seen without, where the host has a service that tells. */
function neededBy({ host, service, runsOn, results }: Watch) {
  const has = (name: 'agent' | 'ping') => host.services.some(({ subject }) => subject === name);
  if (service.subject === 'http' && runsOn === 'server') {
    return has('ping') ? { 'vars.watchclock_needs': 'ping' } : {};
  }
  const throughAgent = runsOn === 'host' && results === 'asked';
  return throughAgent && has('agent') ? { 'vars.watchclock_needs': 'agent' } : {};
}

function ownTimes({ extra }: Service) {
  const { every, retry, attempts } = extra ?? {};
  return {
    ...(every !== undefined && { check_interval: expression(`${every / 1000}s`) }),
    ...(retry !== undefined && { retry_interval: expression(`${retry / 1000}s`) }),
    ...(attempts !== undefined && { max_check_attempts: attempts }),
  };
}

/** How it is found out whether the host is up, where an echo cannot tell. */
function aliveness({ reached }: Host) {
  if (reached.by === 'passive') return { check_command: 'passive', enable_active_checks: false };
  return reached.firewall === undefined ? {} : { check_command: names.command('agent') };
}

function asking({ service, command, runsOn }: Watch) {
  if (service.subject === 'agent') return { check_command: names.command('agent') };
  if (runsOn === 'host') {
    return {
      check_command: names.command('nrpe'),
      'vars.watchclock_arguments': [agentCommandName(service.name)],
    };
  }
  const [name = '', ...args] = command;
  const program = name.includes('/');
  return {
    check_command: names.command(program ? 'run' : name),
    'vars.watchclock_arguments': (program ? command : args).map(withoutMacros),
  };
}
