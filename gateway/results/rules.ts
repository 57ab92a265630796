import { Type } from 'typebox';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { Duration } from '../../plugins/settings/duration.ts';
import { GlobPattern } from '../../plugins/settings/glob.ts';
import type { Settings } from '../../plugins/settings/load.ts';
import type { Watched } from '../signal.ts';
import type { FlapThresholds } from './flapping.ts';
import type { Judging } from './judge.ts';

const percent = { minimum: 0, maximum: 100 };

const rule = Type.Object({
  hosts: GlobPattern({ default: '*', description: 'Of which hosts.' }),
  services: Type.Optional(
    GlobPattern({ description: 'Which services; left out for all, and for the hosts themselves.' }),
  ),
  attempts: Type.Optional(Attempts()),
  flapping: Type.Optional(Type.Object({ low: Type.Number(percent), high: Type.Number(percent) })),
  expected: Type.Optional(
    Type.Boolean({ description: 'Whether silence is an incident. Of inventory services it is.' }),
  ),
  stale_after: Type.Optional(Duration({ atLeast: '1s' })),
});

/** The key `results` of the gateway's configuration: how passive results are judged. */
export const resultsSchema = Type.Object({
  attempts: Attempts({ default: 1 }),
  stale_after: Type.Optional(
    Duration({
      atLeast: '1s',
      description: 'How long may pass without a result; three times the inventory’s checks.every.',
    }),
  ),
  rules: Type.Array(rule, {
    default: [],
    description: 'Exceptions; of each key the first matching rule that has it counts.',
  }),
});

/** How passive results are judged, as configured. */
export type ResultRules = Settings<typeof resultsSchema>;

/** What counts when nothing is configured: the first result that is not fine makes a problem. */
export const defaultRules: ResultRules = { attempts: 1, rules: [] };

/** Nagios's thresholds doubled and more: it sees a check every few minutes, results may come every second. */
const defaultFlapping: FlapThresholds = { low: 25, high: 50 };

/** How the results of one host or service are judged. */
export function judgingOf(inventory: Inventory, results: ResultRules, watched: Watched): Judging {
  const rules = results.rules.filter((each) => applies(each, watched));
  const first = <Key extends keyof (typeof rules)[number]>(key: Key) =>
    rules.find((each) => each[key] !== undefined)?.[key];
  const expected = first('expected') ?? isKnown(inventory, watched);
  const staleAfter =
    first('stale_after') ?? results.stale_after ?? 3 * Math.max(inventory.checks.everyMs, 1);
  return {
    attempts: first('attempts') ?? results.attempts,
    flapping: first('flapping') ?? defaultFlapping,
    staleAfter: expected ? staleAfter : null,
  };
}

/**
 * What must be heard of even if it has never spoken: the services of hosts that send their results, and what a rule
 * expects by its full name (such as the heartbeat of a monitoring server).
 */
export function expectedFromTheStart(inventory: Inventory, { rules }: ResultRules): Watched[] {
  const passive = [...inventory.hosts.values()].filter(({ reached }) => reached.by === 'passive');
  const services = passive.flatMap(({ name: host, services }) =>
    services.map(({ name }): Watched => ({ host, service: name })),
  );
  const named = rules.flatMap(({ hosts, services, expected }): Watched[] =>
    expected === true && isName(hosts.pattern) && isName(services?.pattern ?? '')
      ? [{ host: hosts.pattern, service: services?.pattern ?? null }]
      : [],
  );
  return [...services, ...named];
}

function applies(
  { hosts, services }: ResultRules['rules'][number],
  { host, service }: Watched,
): boolean {
  if (!hosts.matches(host)) return false;
  return services === undefined || (service !== null && services.matches(service));
}

function isKnown({ hosts }: Inventory, { host, service }: Watched): boolean {
  return hosts.get(host)?.services.some(({ name }) => name === service) ?? false;
}

function isName(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

function Attempts(schema: object = {}) {
  return Type.Integer({
    minimum: 1,
    maximum: 20,
    description: 'How many results in a row that are not fine make a problem.',
    ...schema,
  });
}
