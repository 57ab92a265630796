import type { GeneratedFile, GenerateOptions } from '../generate.ts';
import type { Host, Inventory } from '../inventory/model.ts';
import { watchesOf } from '../watch.ts';
import { agentFile } from './agent-file.ts';
import { agentCommands } from './commands.ts';
import { nrpeFile } from './nrpe-file.ts';

/** The configuration of every host's own agent; the monitoring server needs none for itself. */
export function agentFiles(
  inventory: Inventory,
  options: GenerateOptions,
): readonly GeneratedFile[] {
  const hosts = [...inventory.hosts.values()].filter(({ reached }) => reached.by !== 'local');
  return hosts.map((host) => agentFileOf(host, inventory, options));
}

function agentFileOf(
  host: Host,
  { agents, customers }: Inventory,
  { header }: GenerateOptions,
): GeneratedFile {
  const commands = agentCommands(watchesOf(host));
  const owner = customers.get(host.customer)?.name ?? host.customer;
  const top = header(`What the agent on ${host.name} runs (${owner}).`);
  return host.reached.by === 'nrpe' && host.reached.agent === 'nrpe'
    ? [`agents/${host.name}/nrpe.cfg`, nrpeFile(top, host, agents, commands)]
    : [`agents/${host.name}/agent.yaml`, agentFile(top, host, agents, commands)];
}
