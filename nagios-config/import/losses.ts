import { nameOf, textOf } from './definition.ts';
import { compareOther } from './group-losses.ts';
import type { Lose, Loss, Side } from './loss.ts';
import { because } from './reasons.ts';
import { isKept, type Pair } from './same-directive.ts';

/**
 * Everything in which the generated configuration differs from the one that it was imported from, directive by directive
 * of the resolved objects, each at the place where it was written: what several objects inherit is named once.
 */
export function lossesBetween(before: Side, after: Side): readonly Loss[] {
  const losses = new Map<string, Loss>();
  const lose: Lose = (origin, what) => {
    losses.set(`${origin.file}:${origin.line}:${what}`, { origin, what });
  };
  const comparing = { before, after, lose };
  compareHosts(comparing);
  compareServices(comparing);
  for (const object of before.resolved.others) compareOther(object, before, after, lose);
  for (const [name, { origin }] of before.resolved.commands) {
    if (!after.resolved.commands.has(name)) lose(origin, `command ${name}: ${because('command')}`);
  }
  return [...losses.values()].toSorted(byPlace);
}

/** What is said of an object that is not there at all. */
export const leftOut = 'is left out';

interface Comparing {
  readonly before: Side;
  readonly after: Side;
  readonly lose: Lose;
}

function compareHosts(comparing: Comparing): void {
  const { before, after, lose } = comparing;
  for (const [name, { definition: was }] of before.resolved.hosts) {
    const kept = after.resolved.hosts.get(name);
    if (kept === undefined) lose(was.origin, `host ${name}: ${leftOut}`);
    else compare({ was, is: kept.definition, groups: kept.groups }, comparing);
  }
}

function compareServices(comparing: Comparing): void {
  const { before, after, lose } = comparing;
  for (const [key, { definition: was, host }] of before.resolved.services) {
    const kept = after.resolved.services.get(key);
    const hosts = [before, after].map(({ resolved }) => resolved.hosts.get(host)?.definition);
    if (kept === undefined) lose(was.origin, `service ${key}: ${leftOut}`);
    else compare({ was, is: kept.definition, groups: kept.groups, hosts }, comparing);
  }
}

/** Directives that only serve to find others, or that are compared as the groups themselves. */
const found: ReadonlySet<string> = new Set([
  ...['name', 'use', 'register', 'host_name', 'hostgroup_name', 'service_description'],
]);

function compare(pair: Pair, { before, after, lose }: Comparing): void {
  const { was, is } = pair;
  for (const [directive, { text, origin }] of was.directives) {
    if (found.has(directive) || isKept([directive, text], pair, before, after)) continue;
    const now = textOf(is, directive);
    const instead = now === undefined ? '' : ` (now ${now})`;
    const written = origin.file === was.origin.file && origin.line > was.origin.line;
    const whose = written ? nameOf(was) : `${was.type} template`;
    lose(origin, `${whose}: ${directive} ${text}: ${because(was.type, directive)}${instead}`);
  }
  for (const [directive, usual] of Object.entries(defaults)) {
    const now = textOf(is, directive);
    if (was.directives.has(directive) || now === undefined) continue;
    if (isKept([directive, usual], pair, before, after)) continue;
    const what = `${directive} ${usual} (unsaid): ${because(was.type, directive)} (now ${now})`;
    lose(was.origin, `${nameOf(was)}: ${what}`);
  }
}

/** What Nagios takes where the generated configuration says something of its own. */
const defaults: Readonly<Record<string, string>> = {
  check_interval: '5',
  retry_interval: '1',
  notification_interval: '30',
};

function byPlace(a: Loss, b: Loss): number {
  if (a.origin.file !== b.origin.file) return a.origin.file < b.origin.file ? -1 : 1;
  return a.origin.line - b.origin.line;
}
