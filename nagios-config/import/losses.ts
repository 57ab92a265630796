import { splitCommandLine } from '../../plugins/command-line.ts';
import type { Configuration } from './configuration.ts';
import { type Definition, listIn, nameOf, type Origin, textOf } from './definition.ts';
import { because } from './reasons.ts';
import type { Resolved } from './resolve.ts';
import { asCheck, runLine } from './run-line.ts';

/** Something of an existing configuration that is not, or not so, in what is generated instead. */
export interface Loss {
  readonly origin: Origin;
  readonly what: string;
}

/** A configuration and what it resolves to. */
export interface Side {
  readonly configuration: Configuration;
  readonly resolved: Resolved;
}

/**
 * Everything in which the generated configuration differs from the one that it was imported from, directive by directive
 * of the resolved objects, each at the place where it was written: what several objects inherit is named once.
 */
export function lossesBetween(before: Side, after: Side): readonly Loss[] {
  const losses = new Map<string, Loss>();
  const lose = (origin: Origin, what: string) => {
    losses.set(`${origin.file}:${origin.line}:${what}`, { origin, what });
  };
  for (const [name, { definition }] of before.resolved.hosts) {
    const kept = after.resolved.hosts.get(name);
    if (kept === undefined) lose(definition.origin, `host ${name}: ${leftOut}`);
    else
      compare({ was: definition, is: kept.definition, groups: kept.groups, lose }, before, after);
  }
  for (const [key, { definition, host }] of before.resolved.services) {
    const kept = after.resolved.services.get(key);
    const hosts = [before, after].map(({ resolved }) => resolved.hosts.get(host)?.definition);
    if (kept === undefined) lose(definition.origin, `service ${key}: ${leftOut}`);
    else {
      const pair = { was: definition, is: kept.definition, groups: kept.groups, hosts, lose };
      compare(pair, before, after);
    }
  }
  for (const object of before.resolved.others) compareOther(object, before, after, lose);
  for (const [name, command] of before.resolved.commands) {
    if (!after.resolved.commands.has(name))
      lose(command.origin, `command ${name}: ${because('command')}`);
  }
  return [...losses.values()].toSorted(byPlace);
}

/** What is said of an object that is not there at all. */
export const leftOut = 'is left out';

interface Pair {
  readonly was: Definition;
  readonly is: Definition;
  /** The groups that it is in now. */
  readonly groups: readonly string[];
  /** The hosts of services, then and now. */
  readonly hosts?: readonly (Definition | undefined)[];
  readonly lose: (origin: Origin, what: string) => void;
}

/** Directives that only serve to find others, or that are compared as the groups themselves. */
const found: ReadonlySet<string> = new Set([
  ...['name', 'use', 'register', 'host_name', 'hostgroup_name', 'service_description'],
]);

function compare(pair: Pair, before: Side, after: Side): void {
  const { was, is, lose } = pair;
  for (const [directive, { text, origin }] of was.directives) {
    if (found.has(directive) || isKept(directive, text, pair, before, after)) continue;
    const now = textOf(is, directive);
    const instead = now === undefined ? '' : ` (now ${now})`;
    const written = origin.file === was.origin.file && origin.line > was.origin.line;
    const whose = written ? nameOf(was) : `${was.type} template`;
    lose(origin, `${whose}: ${directive} ${text}: ${because(was.type, directive)}${instead}`);
  }
  for (const [directive, usual] of Object.entries(defaults)) {
    const now = textOf(is, directive);
    if (was.directives.has(directive) || now === undefined) continue;
    if (isKept(directive, usual, pair, before, after)) continue;
    lose(
      was.origin,
      `${nameOf(was)}: ${directive} ${usual} (unsaid): ${because(was.type, directive)} (now ${now})`,
    );
  }
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

/** What Nagios takes where the generated configuration says something of its own. */
const defaults: Readonly<Record<string, string>> = {
  check_interval: '5',
  retry_interval: '1',
  notification_interval: '30',
};

function isKept(directive: string, text: string, pair: Pair, before: Side, after: Side): boolean {
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

function compareOther(object: Definition, before: Side, after: Side, lose: Pair['lose']): void {
  const { type } = object;
  if (type !== 'hostgroup' && type !== 'servicegroup') {
    lose(object.origin, `${nameOf(object)}: ${because(type)}`);
    return;
  }
  const name = textOf(object, `${type}_name`) ?? '';
  const membersIn = ({ resolved }: Side): readonly string[] =>
    [...(type === 'hostgroup' ? resolved.hosts : resolved.services)].flatMap(([key, { groups }]) =>
      groups.includes(name) ? [key] : [],
    );
  const now = new Set(membersIn(after));
  const then = membersIn(before);
  if (then.length === 0) lose(object.origin, `${nameOf(object)}: has no members`);
  for (const member of then.filter((key) => !now.has(key))) {
    lose(object.origin, `${nameOf(object)}: without ${member}`);
  }
  for (const [directive, { text, origin }] of object.directives) {
    if (directive === 'alias' ? text === name : carriedOfGroups.has(directive)) continue;
    lose(origin, `${nameOf(object)}: ${directive} ${text}: ${because(type, directive)}`);
  }
}

const carriedOfGroups: ReadonlySet<string> = new Set([
  ...['name', 'use', 'hostgroup_name', 'servicegroup_name'],
  ...['members', 'hostgroup_members', 'servicegroup_members'],
]);

function byPlace(a: Loss, b: Loss): number {
  if (a.origin.file !== b.origin.file) return a.origin.file < b.origin.file ? -1 : 1;
  return a.origin.line - b.origin.line;
}
