import { agentCommandName } from '../inventory/name-rules.ts';
import type { Watch } from '../watch.ts';

/** A check that an agent runs, under the name by which it is asked. */
export interface AgentCommand {
  readonly name: string;
  readonly service: string;
  readonly words: readonly string[];
  readonly reasons: readonly string[];
}

/** The commands of a host's agent, in the order of its services. */
export function agentCommands(watches: readonly Watch[]): readonly AgentCommand[] {
  return watches
    .filter(({ runsOn }) => runsOn === 'host')
    .map(({ service, command, reasons }) => ({
      name: agentCommandName(service.name),
      service: service.name,
      words: command,
      reasons,
    }));
}
