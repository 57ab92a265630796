import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { generate } from '../../nagios-config/generate.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { type Agent, startAgent } from '../../plugins/agent/agent.ts';
import { loadAgentSettings } from '../../plugins/agent/settings.ts';
import { freePort } from '../free-port.ts';
import { type Nagios, startNagios } from '../peers/nagios.ts';
import { peer } from '../peers/peer.ts';
import { removeFolder } from '../remove-folder.ts';
import {
  hearsAndMisses,
  inState,
  inventory,
  type Jira,
  oddWords,
  startDaemon,
  startJira,
} from './service-kinds.ts';

describe('a real Nagios with the generated configuration', () => {
  let folder: string;
  let jira: Jira;
  let agent: Agent;
  let daemon: ChildProcess;
  let nagios: Nagios;
  before(async function () {
    const program = peer(this, 'nagios4');
    const programs = { nrpe: peer(this, 'nrpe'), checkNrpe: peer(this, 'check_nrpe') };
    folder = mkdtempSync(join(tmpdir(), 'watchclock-kinds-'));
    // The classic daemon runs as a user of its own, and must reach the script and what it writes.
    chmodSync(folder, 0o777);
    jira = await startJira();
    const ports = { jira: jira.port, agent: await freePort(), classic: await freePort() };
    write('inventory.yaml', inventory(folder, ports, programs.checkNrpe));
    for (const file of generate(loadInventory(join(folder, 'inventory.yaml')), request)) {
      write(file.path, file.text());
    }
    agent = await startAgent(
      await loadAgentSettings(join(folder, 'agents/asked.agent.yaml')),
      pino({ level: 'silent' }),
    );
    daemon = startDaemon(programs.nrpe, join(folder, 'agents/classic.nrpe.cfg'));
    nagios = await startNagios({
      program,
      mainFile: join(folder, 'nagios/nagios.cfg'),
      settings: { service_freshness_check_interval: 2 },
    });
  });
  after(async () => {
    await nagios?.stop();
    await agent?.stop();
    daemon?.kill();
    await jira?.close();
    if (folder !== undefined) await removeFolder(folder);
  });

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const is = (host: string, service: string, state: number) =>
    inState(nagios, { host, service, state });

  it('runs checks by itself, and judges a page by its code and its state', async () => {
    expect((await is('local', 'jira-http', 0)).plugin_output).to.match(
      /^HTTP OK: HTTP\/1\.1 200 OK - /,
    );
    jira.state('MAINTENANCE');
    expect((await is('local', 'jira-http', 2)).plugin_output).to.contain('MAINTENANCE');
    jira.state('RUNNING');
    await is('local', 'jira-http', 0);
  });

  for (const host of ['asked', 'classic']) {
    it(`has ${host === 'asked' ? 'the resident agent' : 'the classic daemon'} run checks, certificates shown on both sides`, async () => {
      expect((await is(host, 'agent', 0)).plugin_output).to.match(/^NRPE v|watchclock/);
      expect((await is(host, 'users', 0)).plugin_output).to.match(
        /^USERS OK - \d+ users? currently logged in/,
      );
    });

    it(`hands arguments through ${host} as they stand in the inventory`, async () => {
      await is(host, 'odd words', 0);
      const [one = ''] = readFileSync(join(folder, `${host}.words`), 'utf8').split('\n\n');
      expect(one.split('\n')).to.deep.equal(oddWords);
    });
  }

  it('hands arguments to its own checks as they stand in the inventory', async () => {
    await is('local', 'odd words', 0);
    const [one = ''] = readFileSync(join(folder, 'local.words'), 'utf8').split('\n\n');
    expect(one.split('\n')).to.deep.equal(oddWords);
  });

  it('takes what a host sends, and notices its silence', async () => {
    await hearsAndMisses(nagios, 'sends', /UNKNOWN - the host has sent no result for 0\.1 minutes/);
  });
});

const request = {
  source: 'inventory.yaml',
  years: { from: 2026, until: 2028 },
  now: Date.UTC(2026, 9, 16),
};
