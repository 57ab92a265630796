import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type IniEntry, parseIni } from './ini.ts';
import { readRegularFile } from './regular-file.ts';
import { errorWords } from './system-error.ts';
import { UsageError } from './usage-error.ts';

/**
 * `args` with each `--extra-opts[=][SECTION][@FILE]` replaced by that section's options, which go before all
 * others. The section defaults to `name`, the file to the first that is found in the usual places. Throws a
 * UsageError when the file, the section or a line of it is not there or not readable.
 */
export function expandExtraOpts(
  args: readonly string[],
  name: string,
  env: NodeJS.ProcessEnv,
): readonly string[] {
  if (!hasExtraOpts(args)) return args;
  const { locators, rest } = takeLocators(args);
  return [...locators.flatMap((locator) => optionsAt(locator, name, env)), ...rest];
}

/** Whether `args` take options from a file, which may say something else next time. */
export function hasExtraOpts(args: readonly string[]): boolean {
  return args.some((arg) => arg === option || arg.startsWith(`${option}=`));
}

const option = '--extra-opts';

function takeLocators(args: readonly string[]) {
  const locators: string[] = [];
  const rest: string[] = [];
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--') {
      rest.push(arg, ...left.splice(0));
    } else if (arg.startsWith(`${option}=`)) {
      locators.push(arg.slice(option.length + 1));
    } else if (arg === option) {
      locators.push(left[0]?.startsWith('-') === false ? (left.shift() ?? '') : '');
    } else {
      rest.push(arg);
    }
  }
  return { locators, rest };
}

function optionsAt(locator: string, name: string, env: NodeJS.ProcessEnv): string[] {
  const at = locator.indexOf('@');
  const section = (at < 0 ? locator : locator.slice(0, at)) || name;
  const file = at < 0 ? usualFile(env) : locator.slice(at + 1);
  const ini = parseIni(readText(file));
  const found = ini.get(section);
  const wrong = [...(ini.get('')?.wrongLines ?? []), ...(found?.wrongLines ?? [])];
  if (wrong[0] !== undefined || ini.get('')?.entries.length) {
    throw new UsageError('Config file error', [`${file}:${wrong[0] ?? 1}`]);
  }
  if (found === undefined) {
    throw new UsageError(`Invalid section '${section}' in config file '${file}'`);
  }
  return found.entries.map(asArgument);
}

function usualFile(env: NodeJS.ProcessEnv): string {
  if (env.MP_CONFIG_FILE) return env.MP_CONFIG_FILE;
  const directories = (env.NAGIOS_CONFIG_PATH ?? '').split(':').filter((path) => path !== '');
  const names = ['monitoring-plugins.ini', 'plugins.ini', 'nagios-plugins.ini'];
  const candidates = directories.flatMap((path) => names.map((file) => join(path, file)));
  const found = [...candidates, ...usualFiles].find((path) => existsSync(path));
  if (found === undefined) {
    throw new UsageError('Cannot find config file in any standard location.');
  }
  return found;
}

const usualFiles = [
  '/etc/monitoring-plugins/monitoring-plugins.ini',
  '/usr/local/etc/monitoring-plugins/monitoring-plugins.ini',
  '/etc/monitoring-plugins.ini',
  '/usr/local/etc/monitoring-plugins.ini',
  '/etc/nagios/plugins.ini',
  '/usr/local/nagios/etc/plugins.ini',
  '/usr/local/etc/nagios/plugins.ini',
  '/etc/opt/nagios/plugins.ini',
  '/etc/nagios-plugins.ini',
  '/usr/local/etc/nagios-plugins.ini',
  '/etc/opt/nagios-plugins.ini',
];

function readText(file: string): string {
  try {
    return readRegularFile(file);
  } catch (error) {
    throw new UsageError(`Can't read config file: ${errorWords(error)}`, [file]);
  }
}

// The one-letter form is attached, which every kind of option takes.
function asArgument({ key, value }: IniEntry): string {
  if (key.length === 1) return `-${key}${value}`;
  return value === '' ? `--${key}` : `--${key}=${value}`;
}
