import { askAgent } from '../agent/ask.ts';
import type { Inventory } from '../inventory/model.ts';
import { type Kind, mailScript } from '../mail-script.ts';
import { names } from '../nagios/names.ts';
import { type Definition, expression, head, withoutMacros } from './dsl.ts';

/** Check commands, one for each check in use and those that need no check of ours. No shell is ever between. */
export function checkCommands(
  { nagios, agents }: Pick<Inventory, 'nagios' | 'agents'>,
  checks: readonly string[],
): readonly Definition[] {
  const where = ['-H', '$watchclock_agent_address$', '-p', '$watchclock_agent_port$'];
  const ask = [...askAgent(nagios, agents), ...where];
  return [
    ...checks.map((check) => checkCommand(check, [`${nagios.plugins}/${check}`])),
    checkCommand(
      'run',
      [],
      ['Another program than a check of watchclock: its path is the first argument.'],
    ),
    checkCommand(
      'nrpe',
      [...ask, '-t', '30', '-c'],
      ['Asks the agent of a host for the result of one of its commands.'],
    ),
    checkCommand(
      'agent',
      [...ask, '-t', '10'],
      ['Asks the agent for its version: is it there at all?'],
    ),
  ];
}

/** How notifications reach the gateway: through the environment, with the names that Nagios Core has for them. */
export function notificationCommands({ nagios }: Pick<Inventory, 'nagios'>): readonly Definition[] {
  const command = [nagios.watchclock, 'notify', '--config', nagios.notify_config];
  return (['HOST', 'SERVICE'] as const).map((kind) => ({
    head: head('object', 'NotificationCommand', names.command(`notify-${kind.toLowerCase()}`)),
    attributes: { ...typeAsNagiosSaysIt, command, env: environment(kind) },
  }));
}

/** The mail that reaches engineers past the gateway. */
export function mailCommands(): readonly Definition[] {
  return (['HOST', 'SERVICE'] as const).map((kind) => ({
    head: head('object', 'NotificationCommand', names.command(`mail-${kind.toLowerCase()}`)),
    attributes: {
      ...typeAsNagiosSaysIt,
      command: ['/bin/sh', '-c', withoutMacros(mailScript(kind))],
      env: environment(kind),
    },
  }));
}

function checkCommand(
  name: string,
  command: readonly string[],
  reasons: readonly string[] = [],
): Definition {
  return {
    head: head('object', 'CheckCommand', names.command(name)),
    attributes: {
      command,
      arguments: { words: { value: '$watchclock_arguments$', skip_key: true, repeat_key: false } },
    },
    reasons,
  };
}

/** Icinga has two words of its own for types of notifications. */
const typeAsNagiosSaysIt = {
  'vars.watchclock_type': expression(
    [
      '{{',
      '    var type = macro("$notification.type$")',
      '    if (type == "FLAPPINGEND") { return "FLAPPINGSTOP" }',
      '    if (type == "DOWNTIMEREMOVED") { return "DOWNTIMECANCELLED" }',
      '    return type',
      '  }}',
    ].join('\n'),
  ),
};

function environment(kind: Kind) {
  const both = {
    NAGIOS_NOTIFICATIONTYPE: '$watchclock_type$',
    NAGIOS_NOTIFICATIONAUTHOR: '$notification.author$',
    NAGIOS_NOTIFICATIONCOMMENT: '$notification.comment$',
    NAGIOS_CONTACTNAME: '$user.name$',
    NAGIOS_CONTACTEMAIL: '$user.email$',
    NAGIOS_TIMET: '$icinga.timet$',
    ...stateOf('HOST'),
  };
  return kind === 'HOST'
    ? both
    : { ...both, NAGIOS_SERVICEDESC: '$service.name$', ...stateOf('SERVICE') };
}

function stateOf(kind: Kind) {
  const of = kind.toLowerCase();
  return {
    ...(kind === 'HOST' && { NAGIOS_HOSTNAME: '$host.name$' }),
    [`NAGIOS_${kind}STATE`]: `$${of}.state$`,
    [`NAGIOS_${kind}STATEID`]: `$${of}.state_id$`,
    [`NAGIOS_${kind}STATETYPE`]: `$${of}.state_type$`,
    [`NAGIOS_${kind}ATTEMPT`]: `$${of}.check_attempt$`,
    [`NAGIOS_LAST${kind}STATE`]: `$${of}.last_state$`,
    [`NAGIOS_LAST${kind}STATECHANGE`]: `$${of}.last_state_change$`,
    [`NAGIOS_LAST${kind}CHECK`]: `$${of}.last_check$`,
    [`NAGIOS_${kind}DOWNTIME`]: `$${of}.downtime_depth$`,
    [`NAGIOS_${kind}OUTPUT`]: `$${of}.output$`,
    [`NAGIOS_${kind}PERFDATA`]: `$${of}.perfdata$`,
  };
}
