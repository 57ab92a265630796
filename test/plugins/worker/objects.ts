/** A service of the test's one host: its name, and the command line that checks it. */
export interface TestService {
  readonly name: string;
  readonly line: string;
  /** Seconds between checks (2). */
  readonly every?: number;
}

/** Nagios objects: the host `a` with these services; `notify` is the command line of its one contact's notifications. */
export function workerObjects(services: readonly TestService[], notify = '/bin/true'): string {
  const commands = [...new Set(services.map(({ line }) => line))];
  return [
    object('command', { command_name: 'up', command_line: '/bin/true' }),
    object('command', { command_name: 'notify', command_line: notify }),
    ...commands.map((line, i) => {
      return object('command', { command_name: `command-${i}`, command_line: escaped(line) });
    }),
    object('timeperiod', { timeperiod_name: 'always', alias: 'always', ...allDay }),
    object('contact', {
      contact_name: 'someone',
      host_notification_period: 'always',
      service_notification_period: 'always',
      host_notification_options: 'd,u,r',
      service_notification_options: 'w,u,c,r',
      host_notification_commands: 'notify',
      service_notification_commands: 'notify',
    }),
    object('host', {
      host_name: 'a',
      check_command: 'up',
      check_period: 'always',
      notification_period: 'always',
      max_check_attempts: 1,
      check_interval: 600,
      contacts: 'someone',
    }),
    ...services.map(({ name, line, every = 2 }) =>
      object('service', {
        host_name: 'a',
        service_description: name,
        check_command: `command-${commands.indexOf(line)}`,
        check_period: 'always',
        notification_period: 'always',
        max_check_attempts: 1,
        check_interval: every,
        retry_interval: every,
        contacts: 'someone',
      }),
    ),
  ].join('');
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const allDay = Object.fromEntries(days.map((day) => [day, '00:00-24:00']));

function object(kind: string, lines: Readonly<Record<string, string | number>>): string {
  const body = Object.entries(lines).map(([key, value]) => ` ${key} ${value}\n`);
  return `define ${kind} {\n${body.join('')}}\n`;
}

/** As it must stand in a file so that Nagios has it as it is. */
function escaped(line: string): string {
  return line.replaceAll('$', '$$$$').replaceAll(';', '\\;');
}
