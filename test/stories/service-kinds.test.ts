import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { hearsAndMisses, inventory, oddWords } from './service-kinds.ts';
import { type WatchedHosts, watchHosts } from './watched-hosts.ts';

describe('a real Nagios with the generated configuration', () => {
  let hosts: WatchedHosts;
  before(async function () {
    hosts = await watchHosts(this, {
      inventoryAt: (places) => {
        const path = join(places.folder, 'inventory.yaml');
        writeFileSync(path, inventory(places));
        return loadInventory(path);
      },
      agents: { resident: 'asked', classic: 'classic' },
    });
  });
  after(() => hosts?.stop());

  const wordsHandedTo = (host: string) => {
    const [one = ''] = readFileSync(join(hosts.folder, `${host}.words`), 'utf8').split('\n\n');
    return one.split('\n');
  };

  it('runs checks by itself, and judges a page by its code and its state', async () => {
    const { is, page } = hosts;
    expect((await is('local', 'jira-http', 0)).plugin_output).to.match(
      /^HTTP OK: HTTP\/1\.1 200 OK - /,
    );
    page.state('MAINTENANCE');
    expect((await is('local', 'jira-http', 2)).plugin_output).to.contain('MAINTENANCE');
    page.state('RUNNING');
    await is('local', 'jira-http', 0);
  });

  for (const host of ['asked', 'classic']) {
    it(`has ${host === 'asked' ? 'the resident agent' : 'the classic daemon'} run checks, certificates shown on both sides`, async () => {
      expect((await hosts.is(host, 'agent', 0)).plugin_output).to.match(/^NRPE v|watchclock/);
      expect((await hosts.is(host, 'users', 0)).plugin_output).to.match(
        /^USERS OK - \d+ users? currently logged in/,
      );
    });

    it(`hands arguments through ${host} as they stand in the inventory`, async () => {
      await hosts.is(host, 'odd words', 0);
      expect(wordsHandedTo(host)).to.deep.equal(oddWords);
    });
  }

  it('hands arguments to its own checks as they stand in the inventory', async () => {
    await hosts.is('local', 'odd words', 0);
    expect(wordsHandedTo('local')).to.deep.equal(oddWords);
  });

  it('takes what a host sends, and notices its silence', async () => {
    const silence = /UNKNOWN - the host has sent no result for 0\.1 minutes/;
    await hearsAndMisses(hosts.nagios, 'sends', silence);
  });
});
