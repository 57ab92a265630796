import { splitCommandLine } from '../../plugins/command-line.ts';
import { type Definition, listIn, textOf } from './definition.ts';
import type { Side } from './loss.ts';
import { asCheck, runLine } from './run-line.ts';

/** An object before and after. */
export interface Pair {
  readonly was: Definition;
  readonly is: Definition;
  /** The groups that it is in now. */
  readonly groups: readonly string[];
  /** The hosts of services, then and now. */
  readonly hosts?: readonly (Definition | undefined)[];
}

/** Whether a directive with a value comes to the same in what is generated. */
export function isKept(
  [directive, text]: readonly [string, string],
  pair: Pair,
  before: Side,
  after: Side,
): boolean {
  const now = textOf(pair.is, directive);
  switch (directive) {
    case 'check_interval':
    case 'retry_interval':
    case 'notification_interval':
      return milliseconds(text, before) === milliseconds(now ?? '', after);
    case 'check_command':
      return sameRun(pair, before, after);
    case 'hostgroups':
    case 'servicegroups':
      return listIn(text).every((group) => pair.groups.includes(group));
    case 'notes':
      return false;
    default:
      return sorted(text) === sorted(now ?? usual[directive] ?? 'null');
  }
}

function sorted(list: string): string {
  return listIn(list).toSorted().join(',');
}

function milliseconds(text: string, { configuration: { settings } }: Side): number {
  return Number(text) * Number(settings.get('interval_length')?.text ?? 60) * 1000;
}

function sameRun({ was, is, hosts }: Pair, before: Side, after: Side): boolean {
  const lines = [[was, before] as const, [is, after] as const].map(([definition, side], index) => {
    const host = hosts === undefined ? definition : hosts[index];
    const { commands } = side.resolved;
    const { macros } = side.configuration;
    if (host === undefined) return undefined;
    const scene = { commands, macros, host, ...(hosts !== undefined && { service: definition }) };
    const run = runLine(textOf(definition, 'check_command') ?? '', scene);
    return 'line' in run ? run.line : undefined;
  });
  const [then, now] = lines;
  if (then === undefined || now === undefined) return false;
  return words(asCheck(then)) === words(now);
}

function words(line: string): string {
  const split = splitCommandLine(line);
  return 'words' in split ? split.words.join('\0') : line;
}

/** What Nagios takes for directives that are left out, here and there. */
const usual: Readonly<Record<string, string>> = {
  active_checks_enabled: '1',
  passive_checks_enabled: '1',
  notifications_enabled: '1',
  event_handler_enabled: '1',
  flap_detection_enabled: '1',
  process_perf_data: '1',
  retain_status_information: '1',
  retain_nonstatus_information: '1',
  obsess_over_host: '1',
  obsess_over_service: '1',
  parallelize_check: '1',
  check_freshness: '0',
  is_volatile: '0',
  low_flap_threshold: '0',
  high_flap_threshold: '0',
  first_notification_delay: '0',
};
