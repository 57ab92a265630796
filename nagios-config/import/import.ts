import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { generate } from '../generate.ts';
import { loadInventory } from '../inventory.ts';
import { yearsFrom } from '../years.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import type { Loss } from './loss.ts';
import { leftOut, lossesBetween } from './losses.ts';
import { resolveConfiguration } from './resolve.ts';
import { settingLosses } from './settings.ts';
import { type Owner, toInventory } from './to-inventory.ts';

/** An inventory's text and everything of the configuration that it does not hold. */
export interface Import {
  readonly text: string;
  readonly hosts: number;
  readonly services: number;
  readonly losses: readonly Loss[];
}

/**
 * Makes an inventory of an existing configuration. What is lost is not guessed: the inventory is read, what it becomes is
 * generated and resolved, and compared with what there was.
 */
export function importConfiguration(
  paths: readonly string[],
  { owner, now }: { readonly owner: Owner; readonly now: number },
): Import {
  const configuration = readConfiguration(paths);
  const resolved = resolveConfiguration(configuration);
  const { inventory, left } = toInventory(configuration, resolved, owner);
  const text = stringify(inventory, { lineWidth: 0 });
  const generated = generatedFrom(text, now);
  const is = { configuration: generated, resolved: resolveConfiguration(generated) };
  const known = new Set(left.map(({ what }) => subject(what)));
  const losses = [
    ...configuration.strange,
    ...resolved.oddities,
    ...left,
    ...settingLosses(configuration, generated),
    ...lossesBetween({ configuration, resolved }, is).filter(
      ({ what }) => !(what.endsWith(leftOut) && known.has(subject(what))),
    ),
  ];
  const carried = [...resolved.services.keys()].filter((key) => is.resolved.services.has(key));
  const hosts = [...resolved.hosts.keys()].filter((name) => is.resolved.hosts.has(name));
  return { text, hosts: hosts.length, services: carried.length, losses };
}

/** What a loss is about: `service web1;ssh`. */
function subject(what: string): string {
  return what.split(': ')[0] ?? what;
}

/** The configuration of Nagios that an inventory's text becomes, as it is read again. */
function generatedFrom(text: string, now: number): Configuration {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-import-'));
  try {
    const path = join(folder, 'inventory.yaml');
    writeFileSync(path, text);
    const request = { source: 'inventory.yaml', years: yearsFrom(now), now };
    for (const file of generate(loadInventory(path), request)) {
      if (!file.path.startsWith('nagios/')) continue;
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.text());
    }
    return readConfiguration([join(folder, 'nagios/nagios.cfg')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
