import { askAgent } from '../agent/ask.ts';
import type { GenerateOptions } from '../generated-file.ts';
import type { Agents, Inventory, NagiosSite } from '../inventory/model.ts';
import { mailScript } from '../mail-script.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { literalWords } from './command-line.ts';
import { names } from './names.ts';

/** The checks of watchclock that the monitoring server itself runs; an echo always, to see whether a host is up. */
export function checksOnServer(
  { hosts }: Pick<Inventory, 'hosts'>,
  { watches }: Pick<GenerateOptions, 'watches'>,
): readonly string[] {
  const checks = new Set(['check_ping']);
  for (const host of hosts.values()) {
    for (const { runsOn, command } of watches(host)) {
      const [name = ''] = command;
      if (runsOn === 'server' && /^check_\w+$/.test(name)) checks.add(name);
    }
  }
  return [...checks].toSorted();
}

/** Check commands, one for each check in use and those that need no check of ours. */
export function checkCommands(
  { nagios: site, agents }: Pick<Inventory, 'nagios' | 'agents'>,
  checks: readonly string[],
): readonly NagiosObject[] {
  return [
    ...checks.map((check) =>
      command(check, `${literalWords([`${site.plugins}/${check}`])} $ARG1$`),
    ),
    command('run', '$ARG1$', ['Another program than a check of watchclock, with its path.']),
    command('nrpe', `${nrpe(site, agents)} -t 30 -c $ARG1$`, [
      'Asks the agent of a host for the result of one of its commands, which has the name of the service.',
    ]),
    command('agent', `${nrpe(site, agents)} -t 10`, [
      'Asks the agent for its version: is it there at all?',
    ]),
    command('silent', `echo 'UNKNOWN - the host has sent no result for $ARG1$' && exit 3`, [
      'Run by Nagios when the result of a service that the host sends is overdue.',
    ]),
  ];
}

/** How notifications reach the gateway: everything goes through the environment, so that no shell reads what a check said. */
export function notificationCommands(site: NagiosSite): readonly NagiosObject[] {
  const line = literalWords([site.watchclock, 'notify', '--config', site.notify_config]);
  return ['notify-host', 'notify-service'].map((name) => command(name, line));
}

/** The mail that reaches engineers past the gateway. */
export function mailCommands(): readonly NagiosObject[] {
  return (['HOST', 'SERVICE'] as const).map((kind) =>
    command(`mail-${kind.toLowerCase()}`, literalWords(['/bin/sh', '-c', mailScript(kind)])),
  );
}

function nrpe(site: NagiosSite, agents: Agents): string {
  return `${literalWords(askAgent(site, agents))} -H $_HOSTAGENT_ADDRESS$ -p $_HOSTAGENT_PORT$`;
}

function command(name: string, line: string, reasons: readonly string[] = []): NagiosObject {
  return nagiosObject(
    'command',
    { command_name: names.command(name), command_line: line },
    reasons,
  );
}
