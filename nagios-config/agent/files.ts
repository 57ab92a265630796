import type { GeneratedFile, GenerateOptions } from '../generated-file.ts';
import type { Host, Inventory } from '../inventory/model.ts';
import { agentFile } from './agent-file.ts';
import { agentCommands } from './commands.ts';
import { nrpeFile } from './nrpe-file.ts';

/** The configuration of every host's own agent; the monitoring server and hosts without agent need none. */
export function agentFiles(
  inventory: Inventory,
  options: GenerateOptions,
): readonly GeneratedFile[] {
  const hosts = [...inventory.hosts.values()].filter(
    ({ reached }) => reached.by === 'nrpe' || reached.by === 'passive',
  );
  return hosts.map((host) => agentFileOf(host, inventory, options));
}

function agentFileOf(
  host: Host,
  { agents, customers }: Inventory,
  { header, watches }: GenerateOptions,
): GeneratedFile {
  const classic = host.reached.by === 'nrpe' && host.reached.agent === 'nrpe';
  const format = classic ? nrpeFile : agentFile;
  const owner = customers.get(host.customer)?.name ?? host.customer;
  return {
    path: `agents/${host.name}.${classic ? 'nrpe.cfg' : 'agent.yaml'}`,
    text: () =>
      format(
        header(`What the agent on ${host.name} runs (${owner}).`),
        host,
        agents,
        agentCommands(watches(host)),
      ),
  };
}
