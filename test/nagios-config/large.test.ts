import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { peer } from '../peers/peer.ts';
import { configCommand, folderOf } from './example.ts';
import { largeInventory } from './large-inventory.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const hosts = soak ? 10_000 : 200;

describe(`an inventory of ${hosts} hosts`, function () {
  if (soak) this.timeout(900_000);
  const folder = folderOf({ after });

  it('becomes files that the real Nagios and the real Icinga accept', async function () {
    peer(this, 'nagios4');
    peer(this, 'icinga2');
    const inventory = join(folder, 'inventory.yaml');
    mkdirSync(join(folder, 'state'));
    writeFileSync(inventory, largeInventory(hosts, join(folder, 'state')));
    const { status, out, err } = await configCommand('check', '--inventory', inventory);
    expect(err).to.equal('');
    expect(out).to.contain(`inventory: ${hosts / 50} customers, ${hosts} hosts, well described\n`);
    expect(out).to.match(/nagios4: accepts .*\n.*icinga2: accepts /);
    expect(status).to.equal(0);
  });
});
