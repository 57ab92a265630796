import { flag, type Option, type Spelling, value, values } from '../check/option.ts';
import { anyText, rangeText } from '../check/readers.ts';
import { UsageError } from '../check/usage-error.ts';
import { type Metric, parseMetric } from './metric.ts';
import { type FilterRequest, filterReaders } from './requests.ts';

/** The options of check_procs. The order of those that filter is the order of the words in the status line. */
export const options = {
  warning: value(
    'WARNING when the metric is outside the range',
    { short: 'w', argument: 'RANGE' },
    rangeText,
  ),
  critical: value(
    'CRITICAL when the metric is outside the range',
    { short: 'c', argument: 'RANGE' },
    rangeText,
  ),
  metric: value(
    'PROCS (number of processes, the default), or of each process VSZ or RSS (KiB), CPU (%), ELAPSED (seconds)',
    { short: 'm', argument: 'METRIC' },
    metricText,
  ),
  status: filter('status', 'Only processes whose ps state contains these letters (Z, Ss, R+)', {
    short: 's',
    argument: 'STATE',
    aliases: ['state'],
  }),
  ppid: filter('ppid', 'Only children of this process', { short: 'p', argument: 'PID' }),
  user: filter('user', 'Only processes of this user, by name or number', {
    short: 'u',
    argument: 'USER',
  }),
  command: filter('command', 'Only processes of exactly this program, without its path', {
    short: 'C',
    argument: 'COMMAND',
  }),
  'argument-array': filter('argument-array', 'Only processes whose arguments contain this text', {
    short: 'a',
    argument: 'TEXT',
  }),
  'ereg-argument-array': filter(
    'ereg-argument-array',
    'Only processes whose arguments match this extended regular expression',
    { argument: 'REGEX' },
  ),
  vsz: filter('vsz', 'Only processes of at least this virtual size', {
    short: 'z',
    argument: 'KIB',
  }),
  rss: filter('rss', 'Only processes of at least this resident size', {
    short: 'r',
    argument: 'KIB',
  }),
  pcpu: filter('pcpu', 'Only processes with at least this share of a processor', {
    short: 'P',
    argument: 'PERCENT',
  }),
  'no-kthreads': flag('Leave the threads of the kernel out', { short: 'k' }),
  'exclude-process': filter('exclude-process', 'Leave out these programs, separated by commas', {
    short: 'X',
    argument: 'COMMAND[,COMMAND…]',
    ours: true,
  }),
  cgroup: filter(
    'cgroup',
    'Only processes in this control group or below it (/system.slice/cron.service)',
    { argument: 'PATH', ours: true },
  ),
  container: filter(
    'container',
    'Only processes in this container, by name or id (12 characters of it are enough)',
    { argument: 'ID', ours: true },
  ),
  'exactly-one': filter(
    'exactly-one',
    'One process, no more and no less: short for -u USER --ereg-argument-array REGEX -c 1:1',
    { argument: 'USER:REGEX', ours: true },
  ),
  'traditional-filter': flag('Accepted; the check never counts itself and its parent', {
    short: 'T',
  }),
  'input-file': value(
    "Read a list recorded with: ps axwwo 'stat uid pid ppid vsz rss pcpu etime comm args'",
    { argument: 'FILE' },
    anyText,
  ),
};

function filter(
  name: keyof typeof filterReaders,
  says: string,
  spelling: Spelling & { readonly argument: string },
): Option<readonly (readonly FilterRequest[])[]> {
  return values(says, spelling, filterReaders[name]);
}

function metricText(text: string): Metric {
  const metric = parseMetric(text);
  if (metric !== undefined) return metric;
  const message = 'check_procs: Metric must be one of PROCS, VSZ, RSS, CPU, ELAPSED!';
  throw new UsageError(message, [`--metric: "${text}"`]);
}
