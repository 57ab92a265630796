import { parseSize } from '../plugins/settings/size.ts';
import type { Application, Host, Service } from './inventory/model.ts';
import type { Figure } from './profiles/figure.ts';
import { profiles } from './profiles/registry.ts';

/**
 * The check of a service with its arguments, the name first; empty for the agent itself, which is asked for nothing.
 * A service that the inventory spells out has its own.
 */
export function checkArguments(host: Host, service: Service, figure: Figure): readonly string[] {
  const { application } = service;
  const limits = [...options('-w', figure.warning), ...options('-c', figure.critical)];
  switch (service.subject) {
    case 'ping':
      return ['check_ping', '-H', host.address, ...limits];
    case 'users':
      return ['check_users', ...limits];
    case 'load':
      return ['check_load', '-r', ...limits];
    case 'swap':
      // A machine without swap is a choice, not a fault.
      return ['check_swap', '-n', 'ok', '--io', ...limits];
    case 'procs':
      return ['check_procs', '-k', ...limits];
    case 'disk-root':
      return diskArguments('/', figure);
    case 'disk-data':
      return diskArguments(application?.data ?? '/', figure);
    case 'disk-home':
      return diskArguments(application?.home ?? '/', figure);
    case 'http':
      return application === undefined ? [] : [...httpArguments(application), ...limits];
    case 'jvm':
      return application === undefined ? [] : [...jvmArguments(application), ...limits];
    case 'agent':
    case 'extra':
      return [];
  }
}

function options(option: string, thresholds: readonly string[]): string[] {
  return thresholds.flatMap((threshold) => [option, threshold]);
}

/** Inodes run out where millions of small files are kept, long before the space does. */
const inodeLimits = ['-W', '10%', '-K', '5%'];

function diskArguments(path: string, { warning, critical }: Figure): readonly string[] {
  return [
    'check_disk',
    ...options('-w', warning.map(inMebibytes)),
    ...options('-c', critical.map(inMebibytes)),
    ...inodeLimits,
    '-p',
    path,
  ];
}

/** check_disk takes amounts without a unit, as MiB. */
function inMebibytes(threshold: string): string {
  const bytes = parseSize(threshold);
  return bytes === undefined ? threshold : String(Math.ceil(bytes / 1024 ** 2));
}

function httpArguments({ url, product }: Application): readonly string[] {
  const { hostname, port, protocol, pathname } = new URL(url);
  const { path, json } = profiles[product].status;
  return [
    'check_http',
    '-H',
    hostname.replace(/^\[|\]$/g, ''),
    ...(port === '' ? [] : ['-p', port]),
    ...(protocol === 'https:' ? ['-S'] : []),
    '-u',
    pathname.replace(/\/$/, '') + path,
    ...(json === undefined ? [] : ['--json', json]),
    '-t',
    '20',
  ];
}

function jvmArguments({ product, install, user }: Application): readonly string[] {
  const { mainClass, homeProperty, below = '' } = profiles[product].jvm;
  const where =
    install === undefined || homeProperty === undefined
      ? ''
      : `${homeProperty}${literally(install.replace(/\/$/, ''))}${below}[/ ].*`;
  return ['check_procs', '-u', user, '--ereg-argument-array', where + mainClass];
}

function literally(text: string): string {
  return text.replace(/[.[\]{}()*+?^$|\\]/g, '\\$&');
}
