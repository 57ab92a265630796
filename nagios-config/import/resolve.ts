import type { Configuration } from './configuration.ts';
import { type Definition, listIn, type Origin, textOf } from './definition.ts';
import { expandNames, type Patterns } from './name-list.ts';
import { withTemplates } from './templates.ts';

/** Something that a list names and that is not there, or that is there twice. */
interface Oddity {
  readonly origin: Origin;
  readonly what: string;
}

/** A service of one host. */
export interface ResolvedService {
  readonly host: string;
  readonly description: string;
  readonly definition: Definition;
  readonly groups: readonly string[];
}

/** A host with its groups. */
export interface ResolvedHost {
  readonly name: string;
  readonly definition: Definition;
  readonly groups: readonly string[];
}

/** Everything that Nagios would run with: templates applied, lists and groups expanded. */
export interface Resolved {
  readonly hosts: ReadonlyMap<string, ResolvedHost>;
  /** By `host;description`. */
  readonly services: ReadonlyMap<string, ResolvedService>;
  readonly commands: ReadonlyMap<string, Definition>;
  /** Every other registered object. */
  readonly others: readonly Definition[];
  readonly oddities: readonly Oddity[];
}

/** Resolves a configuration as Nagios Core does. */
export function resolveConfiguration({ definitions, settings }: Configuration): Resolved {
  const objects = withTemplates(definitions);
  const oddities: Oddity[] = [];
  const of = (type: string) => named(objects, type, oddities);
  const hosts = of('host');
  const on = (name: string) => settings.get(name)?.text === '1';
  const patterns: Patterns = on('use_true_regexp_matching')
    ? 'all'
    : on('use_regexp_matching')
      ? 'with signs'
      : 'none';
  const scene: Scene = { hosts, hostgroups: of('hostgroup'), patterns, oddities };
  const members = new Map(
    [...scene.hostgroups.keys()].map((group) => [group, hostsIn(group, scene, [])]),
  );
  const services = servicesOf(
    objects.filter(({ type }) => type === 'service'),
    scene,
    members,
  );
  const servicegroups = serviceGroups(of('servicegroup'), services, oddities);
  return {
    hosts: new Map(
      [...hosts].map(([name, definition]) => [
        name,
        { name, definition, groups: containing(members, name) },
      ]),
    ),
    services: new Map(
      [...services].map(([key, service]) => [
        key,
        { ...service, groups: containing(servicegroups, key) },
      ]),
    ),
    commands: of('command'),
    others: objects.filter(({ type }) => !['host', 'service', 'command'].includes(type)),
    oddities,
  };
}

interface Scene {
  readonly hosts: ReadonlyMap<string, Definition>;
  readonly hostgroups: ReadonlyMap<string, Definition>;
  readonly patterns: Patterns;
  readonly oddities: Oddity[];
}

function named(
  objects: readonly Definition[],
  type: string,
  oddities: Oddity[],
): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const definition of objects.filter((object) => object.type === type)) {
    const name = textOf(definition, `${type}_name`);
    if (name === undefined) oddities.push({ ...definition, what: `${type} without ${type}_name` });
    else if (found.has(name))
      oddities.push({ ...definition, what: `${type} ${name} is defined twice` });
    else found.set(name, definition);
  }
  return found;
}

function containing(
  groups: ReadonlyMap<string, ReadonlySet<string>>,
  member: string,
): readonly string[] {
  return [...groups].flatMap(([name, members]) => (members.has(member) ? [name] : []));
}

function hostsIn(group: string, scene: Scene, above: readonly string[]): ReadonlySet<string> {
  const definition = scene.hostgroups.get(group);
  if (definition === undefined || above.includes(group)) return new Set();
  const expanded = expand(definition, 'members', scene);
  const said = [...scene.hosts].filter(([, host]) =>
    listIn(textOf(host, 'hostgroups')).includes(group),
  );
  const nested = listIn(textOf(definition, 'hostgroup_members')).flatMap((name) => [
    ...hostsIn(name, scene, [...above, group]),
  ]);
  const all = [...expanded.names, ...said.map(([name]) => name), ...nested];
  return new Set(all.filter((name) => !expanded.excluded.has(name)));
}

function expand(definition: Definition, directive: string, { hosts, patterns, oddities }: Scene) {
  const expanded = expandNames(textOf(definition, directive), hosts, patterns);
  for (const name of expanded.unknown) {
    const origin = definition.directives.get(directive)?.origin ?? definition.origin;
    oddities.push({ origin, what: `${directive} ${name}: there is no such host` });
  }
  return expanded;
}

type Members = ReadonlyMap<string, ReadonlySet<string>>;
type Services = Map<string, Omit<ResolvedService, 'groups'>>;

/** A service that names its host comes before one that reaches it through a group. */
function servicesOf(definitions: readonly Definition[], scene: Scene, members: Members): Services {
  const services: Services = new Map();
  const put = (definition: Definition, hosts: Iterable<string>, through: 'name' | 'group') => {
    const description = textOf(definition, 'service_description');
    if (description === undefined) {
      if (through === 'name')
        scene.oddities.push({ ...definition, what: 'service without service_description' });
      return;
    }
    for (const host of hosts) {
      const key = `${host};${description}`;
      const before = services.get(key);
      if (before === undefined) services.set(key, { host, description, definition });
      else if (through === 'name')
        scene.oddities.push({ ...definition, what: `service ${key} is defined twice` });
    }
  };
  for (const definition of definitions)
    put(definition, expand(definition, 'host_name', scene).names, 'name');
  for (const definition of definitions)
    put(definition, throughGroups(definition, scene, members), 'group');
  return services;
}

function throughGroups(
  definition: Definition,
  scene: Scene,
  members: Members,
): ReadonlySet<string> {
  const { hostgroups, patterns, oddities } = scene;
  const groups = expandNames(textOf(definition, 'hostgroup_name'), hostgroups, patterns);
  for (const name of groups.unknown) {
    oddities.push({ ...definition, what: `hostgroup_name ${name}: there is no such group` });
  }
  const of = (names: Iterable<string>) =>
    [...names].flatMap((name) => [...(members.get(name) ?? [])]);
  const { excluded } = expandNames(textOf(definition, 'host_name'), scene.hosts, patterns);
  const out = new Set([...of(groups.excluded), ...excluded]);
  return new Set(of(groups.names).filter((host) => !out.has(host)));
}

/** Members by `host;description`. */
function serviceGroups(
  groups: ReadonlyMap<string, Definition>,
  services: Services,
  oddities: Oddity[],
): Members {
  const membersOf = (group: string, above: readonly string[]): ReadonlySet<string> => {
    const definition = groups.get(group);
    if (definition === undefined || above.includes(group)) return new Set();
    const list = listIn(textOf(definition, 'members'));
    const pairs = list.flatMap((host, index) =>
      index % 2 === 0 ? [`${host};${list[index + 1] ?? ''}`] : [],
    );
    for (const pair of pairs.filter((key) => !services.has(key) && !key.includes('*'))) {
      oddities.push({ ...definition, what: `servicegroup ${group}: there is no service ${pair}` });
    }
    const matches = (key: string) => pairs.some((pair) => pairMatches(pair, key));
    const said = [...services].filter(
      ([key, { definition: service }]) =>
        matches(key) || listIn(textOf(service, 'servicegroups')).includes(group),
    );
    const nested = listIn(textOf(definition, 'servicegroup_members')).flatMap((name) => [
      ...membersOf(name, [...above, group]),
    ]);
    return new Set([...said.map(([key]) => key), ...nested]);
  };
  return new Map([...groups.keys()].map((group) => [group, membersOf(group, [])]));
}

function pairMatches(pair: string, key: string): boolean {
  const [host, service] = pair.split(';');
  const [ownHost, ...own] = key.split(';');
  return (host === '*' || host === ownHost) && (service === '*' || service === own.join(';'));
}
