import { Check } from 'typebox/value';
import { hostName } from '../inventory/names.ts';
import { listIn, textOf } from './definition.ts';
import { furtherEntry } from './further-entry.ts';
import { oneLine } from './one-line.ts';
import type { ResolvedHost, ResolvedService } from './resolve.ts';
import type { Scene } from './scene.ts';
import { serviceEntry } from './service-entry.ts';

/** A host as an inventory has it, with its name and its services; nothing where an inventory has no place for it. */
export function hostEntry(
  { name, definition, groups }: ResolvedHost,
  services: readonly ResolvedService[],
  scene: Scene,
): readonly (readonly [string, object])[] {
  const address = textOf(definition, 'address') ?? name;
  const alias = textOf(definition, 'alias');
  const why = whyLeftOut(name, address);
  if (why !== undefined) {
    const what = `host ${name}: ${why}, so it and its services are left out`;
    scene.left.push({ origin: definition.origin, what });
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
    ...furtherEntry(definition, groups, scene.owner),
    ...(entries.length > 0 && { services: Object.fromEntries(entries) }),
  };
  return [[name, entry]];
}

function whyLeftOut(name: string, address: string): string | undefined {
  if (!Check(hostName, name)) return 'an inventory takes no host of that name';
  if (/^[A-Za-z0-9._:-]{1,253}$/.test(address)) return undefined;
  return `address ${address}: no host name or IP address`;
}
