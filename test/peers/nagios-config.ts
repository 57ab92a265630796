import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

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

/** What goes into a nagios.cfg besides the harness' own lines; later ones win over earlier ones. */
export interface NagiosConfigParts {
  /** A whole nagios.cfg to begin with, such as a generated one; its folders of objects count from where it stands. */
  readonly mainFile: string | undefined;
  readonly settings: NagiosSettings;
}

/**
 * The text of a nagios.cfg with everything in `dir`, seconds as the unit of intervals, and results taken as soon as
 * they come; run by whoever runs the tests.
 */
export function nagiosConfig(dir: string, { mainFile, settings }: NagiosConfigParts): string {
  const base = mainFile === undefined ? asInDebian : readMainFile(mainFile);
  const lines = { ...base, ...places(dir, nagiosFiles(dir)), ...pace(), ...settings };
  return Object.entries(lines)
    .flatMap(([key, value]) => [value].flat().map((one) => `${key}=${one}\n`))
    .join('');
}

/** Lines of nagios.cfg for a Nagios that checks as many services as it can, from its start on, and little else. */
export const fullSpeed: NagiosSettings = {
  execute_host_checks: 0,
  service_inter_check_delay_method: 'n',
  max_service_check_spread: 1,
  log_initial_states: 0,
  enable_flap_detection: 0,
  retain_state_information: 0,
};

function readMainFile(path: string): NagiosSettings {
  const settings: Record<string, string[]> = {};
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, key = '', value = ''] = /^([a-z_]+)=(.*)$/.exec(line) ?? [];
    if (key === '') continue;
    const isObjects = key === 'cfg_dir' || key === 'cfg_file';
    settings[key] = [...(settings[key] ?? []), isObjects ? join(dirname(path), value) : value];
  }
  return settings;
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

/** What a test cannot wait for, and what must not happen in one. */
function pace(): NagiosSettings {
  const { uid, gid } = userInfo();
  return {
    nagios_user: uid,
    nagios_group: gid,
    interval_length: 1,
    status_update_interval: 1,
    check_result_reaper_frequency: 1,
    cached_host_check_horizon: 0,
    cached_service_check_horizon: 0,
    check_for_updates: 0,
    log_rotation_method: 'n',
    log_initial_states: 1,
    use_syslog: 0,
  };
}

const asInDebian: NagiosSettings = {
  check_external_commands: 1,
  enable_notifications: 1,
  enable_flap_detection: 1,
  enable_environment_macros: 0,
  illegal_object_name_chars: '`~!$%^&*|\'"<>?,()=',
  illegal_macro_output_chars: '`~$&|\'"<>',
  event_broker_options: -1,
};
