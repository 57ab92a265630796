import type { NagiosSite } from '../inventory/model.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { literalWords } from './command-line.ts';
import { names } from './names.ts';

/** Check commands, one for each check in use and those that need no check of ours. */
export function checkCommands(
  site: NagiosSite,
  checks: readonly string[],
): readonly NagiosObject[] {
  return [
    ...checks.map((check) =>
      command(check, `${literalWords([`${site.plugins}/${check}`])} $ARG1$`),
    ),
    command('run', '$ARG1$', ['Another program than a check of watchclock, with its path.']),
    command('nrpe', `${nrpe(site)} -t 30 -c $ARG1$`, [
      'Asks the agent of a host for the result of one of its commands, which has the name of the service.',
    ]),
    command('agent', `${nrpe(site)} -t 10`, [
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

/** The mail that reaches engineers past the gateway; the names of macros are read by the shell as data. */
export function mailCommands(): readonly NagiosObject[] {
  return ['HOST', 'SERVICE'].map((kind) => {
    const what = kind === 'HOST' ? '' : ' / $NAGIOS_SERVICEDESC';
    const subject = `$NAGIOS_NOTIFICATIONTYPE: $NAGIOS_HOSTNAME${what} is $NAGIOS_${kind}STATE`;
    const body = `$NAGIOS_${kind}OUTPUT`;
    const script = `printf "To: %s\\nSubject: %s\\n\\n%s\\n" "$NAGIOS_CONTACTEMAIL" "${subject}" "${body}" | /usr/sbin/sendmail -t`;
    return command(`mail-${kind.toLowerCase()}`, literalWords(['/bin/sh', '-c', script]));
  });
}

function nrpe({ check_nrpe }: NagiosSite): string {
  return `${literalWords([check_nrpe])} -H $_HOSTAGENT_ADDRESS$ -p $_HOSTAGENT_PORT$`;
}

function command(name: string, line: string, reasons: readonly string[] = []): NagiosObject {
  return nagiosObject(
    'command',
    { command_name: names.command(name), command_line: line },
    reasons,
  );
}
