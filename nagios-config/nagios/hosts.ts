import type { Application, Host } from '../inventory/model.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { names } from './names.ts';

/** A host as Nagios knows it. */
export function hostObject(host: Host): NagiosObject {
  return nagiosObject(
    'host',
    {
      use: names.host,
      host_name: host.name,
      alias: host.alias,
      address: host.address,
      parents: list(host.parents),
      hostgroups: list([
        host.customer,
        ...new Set(host.applications.map(({ product }) => names.everyHost(product))),
        ...host.groups,
      ]),
      ...agentOf(host),
      ...aliveness(host),
      ...customVariables(host.variables),
    },
    host.applications.map(describeApplication),
  );
}

function agentOf({ address, reached }: Host) {
  if (reached.by !== 'nrpe') return {};
  const { address: to = address, port = reached.port } = reached.firewall ?? {};
  return { _AGENT_ADDRESS: to, _AGENT_PORT: port };
}

/** How it is found out whether the host is up, where an echo cannot tell. */
function aliveness({ reached }: Host) {
  if (reached.by === 'passive') return { active_checks_enabled: 0, passive_checks_enabled: 1 };
  return reached.firewall === undefined ? {} : { check_command: names.command('agent') };
}

function describeApplication({ key, product, url, node, size }: Application): string {
  const what = key === product ? product : `${key}: ${product}`;
  return `${what}${node === undefined ? '' : `, node ${node}`} (${size}) at ${url}`;
}

/** As Nagios writes them. */
export function customVariables(variables: Host['variables']) {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [`_${name}`, value]));
}

function list(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}
