import { dirname } from 'node:path';
import { Check } from 'typebox/value';
import { groupName, hostName, serviceName, variableName } from '../inventory/names.ts';
import type { Configuration } from './configuration.ts';
import { type Definition, listIn, type Origin, textOf } from './definition.ts';
import type { Resolved, ResolvedHost, ResolvedService } from './resolve.ts';
import { asCheck, runLine } from './run-line.ts';

/** Whose hosts they become. */
export interface Owner {
  readonly key: string;
  readonly name: string;
  readonly plan: string;
}

/** An inventory as it is written into a file, and whole objects that found no place in it. */
export interface Imported {
  readonly inventory: object;
  readonly left: readonly { readonly origin: Origin; readonly what: string }[];
}

/** The inventory that an existing configuration becomes: its hosts as they are, with exactly the services that they have. */
export function toInventory(
  configuration: Configuration,
  resolved: Resolved,
  owner: Owner,
): Imported {
  const left: Imported['left'][number][] = [];
  const unit = Number(configuration.settings.get('interval_length')?.text ?? 60) * 1000;
  const services = [...resolved.services.values()];
  const checks = usualTimes(services, unit);
  const scene: Scene = { configuration, resolved, owner: owner.key, unit, checks, left };
  const hosts = [...resolved.hosts.values()].flatMap((host) => hostEntry(host, services, scene));
  const engineers = resolved.others.flatMap((contact) => engineer(contact, left));
  const customer = {
    name: owner.name,
    plan: owner.plan,
    preconditions: {
      remote_connection: false,
      administration_rights: false,
      technical_contact: false,
    },
    ...(engineers.length > 0 && { contacts: { engineers } }),
    reached: 'direct',
    hosts: Object.fromEntries(hosts),
  };
  const inventory = { ...site(configuration), checks, customers: { [owner.key]: customer } };
  return { inventory, left };
}

interface Scene {
  readonly configuration: Configuration;
  readonly resolved: Resolved;
  /** The key of the customer: no group can have its name. */
  readonly owner: string;
  /** Milliseconds that one unit of an interval stands for. */
  readonly unit: number;
  readonly checks: Times;
  readonly left: { readonly origin: Origin; readonly what: string }[];
}

interface Times {
  readonly every: string;
  readonly retry: string;
  readonly attempts: number;
}

/** Where Nagios keeps its things, as far as the main file says it. */
function site({ settings }: Configuration) {
  const folder = (name: string) => {
    const path = settings.get(name)?.text;
    return path?.startsWith('/') ? dirname(path) : undefined;
  };
  const given = {
    state: folder('status_file'),
    log: folder('log_file'),
    user: settings.get('nagios_user')?.text,
    zone: settings.get('use_timezone')?.text,
  };
  const possible = {
    ...given,
    // Nagios takes a number for a user too, and any word for a zone; what is left out is listed.
    user: /^[a-z_][a-z0-9_-]*$/.test(given.user ?? '') ? given.user : undefined,
    zone: given.zone !== undefined && isZone(given.zone) ? given.zone : undefined,
  };
  const known = Object.entries(possible).filter(([, value]) => value !== undefined);
  return known.length === 0 ? {} : { nagios: Object.fromEntries(known) };
}

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

function timesOf(definition: Definition, unit: number): Times {
  const duration = (name: string, usual: string) => {
    const milliseconds = Number(textOf(definition, name) ?? usual) * unit;
    return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000}m` : `${milliseconds / 1000}s`;
  };
  return {
    every: duration('check_interval', '5'),
    retry: duration('retry_interval', '1'),
    attempts: Number(textOf(definition, 'max_check_attempts') ?? '3'),
  };
}

/** Those that most services have; the others say their own. */
function usualTimes(services: readonly ResolvedService[], unit: number): Times {
  const all = services.map(({ definition }) => timesOf(definition, unit)).filter(isPossible);
  return {
    every: most(all.map(({ every }) => every)) ?? '5m',
    retry: most(all.map(({ retry }) => retry)) ?? '1m',
    attempts: most(all.map(({ attempts }) => attempts)) ?? 3,
  };
}

function isPossible({ every, retry, attempts }: Times): boolean {
  const atLeastASecond = (text: string) => Number.parseFloat(text) >= 1;
  return atLeastASecond(every) && atLeastASecond(retry) && attempts >= 1 && attempts <= 20;
}

function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

function hostEntry(
  { name, definition, groups }: ResolvedHost,
  services: readonly ResolvedService[],
  scene: Scene,
): readonly (readonly [string, object])[] {
  const address = textOf(definition, 'address') ?? name;
  const alias = textOf(definition, 'alias');
  const leave = (what: string) => scene.left.push({ origin: definition.origin, what });
  if (!Check(hostName, name)) {
    leave(
      `host ${name}: an inventory takes no host of that name, so it and its services are left out`,
    );
    return [];
  }
  if (!/^[A-Za-z0-9._:-]{1,253}$/.test(address)) {
    leave(
      `host ${name}: address ${address}: no host name or IP address, so it and its services are left out`,
    );
    return [];
  }
  const parents = listIn(textOf(definition, 'parents')).filter(
    (parent) => scene.resolved.hosts.has(parent) && Check(hostName, parent),
  );
  const own = services.filter(({ host }) => host === name);
  const entries = own.flatMap((service) => serviceEntry(service, definition, scene));
  const entry = {
    address,
    ...(alias !== undefined && alias !== name && { alias: oneLine(alias) }),
    ...(parents.length > 0 && { parents }),
    derived: false,
    ...further(definition, groups, scene),
    ...(entries.length > 0 && { services: Object.fromEntries(entries) }),
  };
  return [[name, entry]];
}

function serviceEntry(
  { description, definition, groups }: ResolvedService,
  host: Definition,
  scene: Scene,
): readonly (readonly [string, object])[] {
  const { configuration, resolved, unit, checks, left } = scene;
  const leave = (what: string): [] => {
    const place = `service ${textOf(host, 'host_name')};${description}`;
    left.push({ origin: definition.origin, what: `${place}: ${what}` });
    return [];
  };
  if (!Check(serviceName, description)) return leave('an inventory takes no service of that name');
  if (textOf(definition, 'active_checks_enabled') === '0') {
    return leave('its results are sent, not asked for: describe its host as "reached: passive"');
  }
  const { commands } = resolved;
  const { macros } = configuration;
  const run = runLine(textOf(definition, 'check_command') ?? '', {
    ...{ commands, macros, host },
    service: definition,
  });
  if ('problem' in run) return leave(`check_command: ${run.problem}`);
  // Some private characters mean something to the agent.
  if (/[\u0000-\u001f\u007f\ue000-\ue0ff]/.test(run.line)) {
    return leave('check_command: an inventory takes no control characters');
  }
  const times = timesOf(definition, unit);
  const own = Object.entries(times).filter(
    ([name, value]) => checks[name as keyof Times] !== value,
  );
  if (!isPossible(times))
    left.push({ ...definition, what: `service ${description}: its intervals or attempts` });
  const entry = {
    check: asCheck(run.line),
    on: 'server',
    because:
      oneLine(textOf(definition, 'notes') ?? '') || `imported from ${definition.origin.file}`,
    ...(isPossible(times) && Object.fromEntries(own)),
    ...further(definition, groups, scene),
  };
  return [[description, entry]];
}

/** The groups and the custom variables that an inventory can hold. */
function further(definition: Definition, groups: readonly string[], { owner }: Scene) {
  const possible = groups.filter((group) => Check(groupName, group) && group !== owner);
  const variables = [...definition.directives].flatMap(([name, { text }]) => {
    const own = name.slice(1);
    return name.startsWith('_') && Check(variableName, own) && text !== ''
      ? [[own, oneLine(text)]]
      : [];
  });
  return {
    ...(possible.length > 0 && { groups: possible }),
    ...(variables.length > 0 && { variables: Object.fromEntries(variables) }),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, ' ');
}

function engineer(contact: Definition, left: Scene['left']) {
  if (contact.type !== 'contact') return [];
  const name = textOf(contact, 'alias') ?? textOf(contact, 'contact_name');
  const email = textOf(contact, 'email');
  if (
    name !== undefined &&
    email !== undefined &&
    /^[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9.-]+$/.test(email)
  ) {
    return [{ name: oneLine(name), email }];
  }
  left.push({
    origin: contact.origin,
    what: `contact ${textOf(contact, 'contact_name')}: has no e-mail address`,
  });
  return [];
}
