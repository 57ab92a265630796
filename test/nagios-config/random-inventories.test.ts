import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { generate } from '../../nagios-config/generate.ts';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { verify } from '../../nagios-config/verify.ts';
import { watchesOf } from '../../nagios-config/watch.ts';
import { ConfigError } from '../../plugins/settings/problem.ts';
import { resolvedObjects } from '../peers/nagios.ts';
import { peer } from '../peers/peer.ts';
import { type CachedObject, readObjectCache } from './import/object-cache.ts';
import { randomInventory } from './random-inventory.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const numRuns = soak ? 300 : 8;
const now = Date.UTC(2026, 9, 16);

describe('random inventories', function () {
  if (soak) this.timeout(900_000);

  it('become files that the real Nagios and the real Icinga accept', async function () {
    peer(this, 'nagios4');
    peer(this, 'icinga2');
    await fc.assert(
      fc.asyncProperty(randomInventory, async (data) => {
        const inventory = load(data);
        fc.pre(inventory !== undefined);
        for (const verdict of await verify(inventory, now)) {
          expect(verdict).to.include({ accepts: true }, 'output' in verdict ? verdict.output : '');
        }
      }),
      { numRuns },
    );
  });

  it('hold exactly what they say, as the real Nagios resolves them, whatever texts stand in them', async function () {
    const program = peer(this, 'nagios4');
    fc.assert(
      fc.property(randomInventory, (data) => {
        const inventory = load(data);
        fc.pre(inventory !== undefined);
        const objects = inFolder((folder) => {
          for (const file of generate(inventory, {
            source: 'x',
            years: { from: 2026, until: 2026 },
            now,
          })) {
            mkdirSync(dirname(join(folder, file.path)), { recursive: true });
            writeFileSync(join(folder, file.path), file.text());
          }
          return readObjectCache(
            resolvedObjects({ program, mainFile: join(folder, 'nagios/nagios.cfg') }),
          );
        });
        compare(inventory, objects);
      }),
      { numRuns },
    );
  });
});

/** Undefined for one whose random names clash. */
function load(data: object): Inventory | undefined {
  return inFolder((folder) => {
    const path = join(folder, 'inventory.yaml');
    writeFileSync(path, stringify(data));
    try {
      return loadInventory(path);
    } catch (error) {
      if (error instanceof ConfigError && /already|could not tell it|is called/.test(error.message))
        return undefined;
      throw error;
    }
  });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-random-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every host and service is there once, nothing else is, and texts are those of the inventory. */
function compare(inventory: Inventory, objects: readonly CachedObject[]): void {
  const of = (type: string) =>
    new Map(objects.filter((one) => one.type === type).map((one) => [one.name, one.directives]));
  const hosts = of('host');
  const services = of('service');
  expect([...hosts.keys()].toSorted()).to.deep.equal([...inventory.hosts.keys()].toSorted());
  const all = [...inventory.hosts.values()];
  const pairs = all.flatMap((host) => host.services.map(({ name }) => `${host.name};${name}`));
  expect([...services.keys()].toSorted()).to.deep.equal(pairs.toSorted());
  for (const host of all) {
    expect(hosts.get(host.name)?.get('alias')).to.equal(host.alias.trim());
    for (const [name, value] of Object.entries(host.variables)) {
      expect(hosts.get(host.name)?.get(`_${name}`)).to.equal(value.trim());
    }
    for (const watch of watchesOf(host)) {
      const command =
        services.get(`${host.name};${watch.service.name}`)?.get('check_command') ?? '';
      if (watch.service.extra === undefined || watch.runsOn === 'host') continue;
      expect(command.startsWith('watchclock-run!')).to.equal(true);
      const argument = command
        .slice('watchclock-run!'.length)
        .replaceAll('\\!', '!')
        .replaceAll('$$', '$');
      expect(argument.replaceAll("'\\''", "'")).to.contain(watch.command[1] ?? '');
    }
  }
}
