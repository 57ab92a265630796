import type { Configuration } from './configuration.ts';
import { type Definition, textOf } from './definition.ts';
import { hostEntry } from './host-entry.ts';
import type { Loss } from './loss.ts';
import { oneLine } from './one-line.ts';
import type { Resolved } from './resolve.ts';
import type { Scene } from './scene.ts';
import { siteEntry } from './site-entry.ts';
import { isPossible, timesOf, usualTimes } from './times.ts';

/** Whose hosts they become. */
export interface Owner {
  readonly key: string;
  readonly name: string;
  readonly plan: string;
}

/** An inventory as it is written into a file, and whole objects that found no place in it. */
export interface Imported {
  readonly inventory: object;
  readonly left: readonly Loss[];
}

/** The inventory that an existing configuration becomes: its hosts as they are, with exactly the services that they have. */
export function toInventory(
  configuration: Configuration,
  resolved: Resolved,
  owner: Owner,
): Imported {
  const left: Loss[] = [];
  const unit = Number(configuration.settings.get('interval_length')?.text ?? 60) * 1000;
  const services = [...resolved.services.values()];
  const checks = usualTimes(
    services.map(({ definition }) => timesOf(definition, unit)).filter(isPossible),
  );
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
  const inventory = { ...siteEntry(configuration), checks, customers: { [owner.key]: customer } };
  return { inventory, left };
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
