import { join } from 'node:path';

/** Lines of nagios.cfg; an array stands for the same key several times. */
export type NagiosSettings = Readonly<
  Record<string, string | number | readonly (string | number)[]>
>;

/** The files that a Nagios in the folder `dir` works with. */
export function nagiosFiles(dir: string) {
  return {
    config: join(dir, 'nagios.cfg'),
    resources: join(dir, 'resource.cfg'),
    log: join(dir, 'nagios.log'),
    status: join(dir, 'status.dat'),
    objectCache: join(dir, 'objects.cache'),
    retention: join(dir, 'retention.dat'),
    command: join(dir, 'nagios.cmd'),
    querySocket: join(dir, 'nagios.qh'),
  };
}

/**
 * A nagios.cfg as Debian's, but with everything in `dir`, the process' own user, seconds as the unit of intervals,
 * and results taken as soon as they come. `settings` win over these.
 */
export function nagiosConfig(dir: string, user: string, settings: NagiosSettings): string {
  const files = nagiosFiles(dir);
  const lines = { ...places(dir, files), ...habits(user), ...settings };
  return Object.entries(lines)
    .flatMap(([key, value]) => [value].flat().map((one) => `${key}=${one}\n`))
    .join('');
}

function places(dir: string, files: ReturnType<typeof nagiosFiles>): NagiosSettings {
  return {
    log_file: files.log,
    resource_file: files.resources,
    object_cache_file: files.objectCache,
    precached_object_file: join(dir, 'objects.precache'),
    status_file: files.status,
    state_retention_file: files.retention,
    command_file: files.command,
    query_socket: files.querySocket,
    lock_file: join(dir, 'nagios.pid'),
    temp_file: join(dir, 'nagios.tmp'),
    temp_path: dir,
    check_result_path: dir,
  };
}

function habits(user: string): NagiosSettings {
  return {
    nagios_user: user,
    interval_length: 1,
    status_update_interval: 1,
    check_result_reaper_frequency: 1,
    cached_host_check_horizon: 0,
    cached_service_check_horizon: 0,
    check_external_commands: 1,
    check_for_updates: 0,
    log_rotation_method: 'n',
    use_syslog: 0,
    log_initial_states: 1,
    enable_notifications: 1,
    enable_flap_detection: 1,
    enable_environment_macros: 0,
    illegal_object_name_chars: '`~!$%^&*|\'"<>?,()=',
    illegal_macro_output_chars: '`~$&|\'"<>',
    event_broker_options: -1,
  };
}
