import { comments } from './format.ts';
import type { NagiosSite } from './inventory/model.ts';

/** One setting of Nagios's main file; settings that only exist because Nagios wants them have no reason. */
type Setting = readonly [name: string, value: string | number, because?: string];

/** The main file of Nagios: everything that the generated objects and the gateway rely on, with the reason. */
export function mainFile(header: readonly string[], site: NagiosSite): string {
  const parts = [places(site), behaviour(site), fixed].map((settings) =>
    settings.flatMap(([name, value, because]) => [
      ...(because === undefined ? [] : comments([because])),
      `${name}=${value}`,
    ]),
  );
  return [...comments(header), ...parts.flatMap((lines) => ['', ...lines]), ''].join('\n');
}

function places({ state, log, user }: NagiosSite): readonly Setting[] {
  return [
    ['cfg_dir', 'objects', 'Beside this file.'],
    ['log_file', `${log}/nagios.log`],
    ['log_archive_path', `${log}/archives`],
    ['object_cache_file', `${state}/objects.cache`],
    ['precached_object_file', `${state}/objects.precache`],
    [
      'status_file',
      `${state}/status.dat`,
      'The gateway compares it to find what was never notified.',
    ],
    ['state_retention_file', `${state}/retention.dat`],
    ['command_file', `${state}/rw/nagios.cmd`],
    ['query_socket', `${state}/rw/nagios.qh`, 'Where the resident worker registers.'],
    ['lock_file', `${state}/nagios.pid`],
    ['temp_file', `${state}/nagios.tmp`],
    [
      'temp_path',
      state,
      'Not /tmp: status.dat is moved into place, which only is safe inside one file system.',
    ],
    ['check_result_path', `${state}/spool/checkresults`],
    ['nagios_user', user],
    ['nagios_group', user],
  ];
}

function behaviour({ zone }: NagiosSite): readonly Setting[] {
  return [
    ['use_timezone', zone, 'The service hours of the plans are wall-clock times of this zone.'],
    [
      'enable_environment_macros',
      1,
      'The notification command reads everything from the environment: no shell ever sees what a check said.',
    ],
    ['enable_notifications', 1],
    [
      'notification_timeout',
      30,
      'A notification is durable long before that, with the gateway down too.',
    ],
    ['check_external_commands', 1, 'Passive results and acknowledgements come in this way.'],
    ['accept_passive_service_checks', 1],
    ['accept_passive_host_checks', 1],
    ['check_service_freshness', 1, 'What a host no longer sends becomes UNKNOWN.'],
    ['service_freshness_check_interval', 30],
    ['additional_freshness_latency', 5],
    ['interval_length', 60, 'Intervals in the object files are minutes.'],
    ['service_check_timeout', 60, 'Longer than any check takes to give up by itself.'],
    ['service_check_timeout_state', 'u', 'A check that hangs says nothing of what it checks.'],
    ['host_check_timeout', 30],
    ['retain_state_information', 1],
    [
      'retention_update_interval',
      1,
      'The numbers of problems and notifications go on after a crash; what is not saved comes again.',
    ],
    [
      'use_retained_program_state',
      0,
      'This file decides what is switched on, not the last session.',
    ],
    ['use_retained_scheduling_info', 1],
    ['enable_flap_detection', 1, 'A service that flaps is one incident, not twenty.'],
    ['log_rotation_method', 'd'],
  ];
}

const fixed: readonly Setting[] = [
  ['execute_service_checks', 1],
  ['execute_host_checks', 1],
  ['enable_event_handlers', 0],
  ['process_performance_data', 0],
  ['soft_state_dependencies', 0],
  ['check_for_orphaned_services', 1],
  ['check_for_orphaned_hosts', 1],
  ['status_update_interval', 10],
  ['max_concurrent_checks', 0],
  ['event_broker_options', -1],
  ['date_format', 'iso8601'],
  ['use_syslog', 0],
  ['check_for_updates', 0, 'No report to anybody.'],
  ['illegal_object_name_chars', '`~!$%^&*|\'"<>?,()='],
  ['illegal_macro_output_chars', '`~$&|\'"<>'],
];
