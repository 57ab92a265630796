import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { generate } from '../../nagios-config/generate.ts';
import type { Agents, Host, Inventory } from '../../nagios-config/inventory/model.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { type Agent, startAgent } from '../../plugins/agent/agent.ts';
import { loadAgentSettings } from '../../plugins/agent/settings.ts';
import { built } from '../built.ts';
import { freePort } from '../free-port.ts';
import { type Nagios, startNagios } from '../peers/nagios.ts';
import { peer } from '../peers/peer.ts';
import { authority } from '../plugins/agent/nrpe/authority.ts';
import { removeFolder } from '../remove-folder.ts';
import { hearsAndMisses, inState, type Jira, startDaemon, startJira } from './service-kinds.ts';

describe('a real Nagios with the worked example, all of its hosts on this machine', () => {
  let folder: string;
  let page: Jira;
  let agent: Agent;
  let daemon: ChildProcess;
  let nagios: Nagios;
  before(async function () {
    const program = peer(this, 'nagios4');
    const programs = { nrpe: peer(this, 'nrpe'), checkNrpe: peer(this, 'check_nrpe') };
    folder = mkdtempSync(join(tmpdir(), 'watchclock-example-'));
    // The classic daemon runs as a user of its own, and must reach its files.
    chmodSync(folder, 0o777);
    page = await startJira();
    const ports = { page: page.port, agent: await freePort(), classic: await freePort() };
    const example = loadInventory('nagios-config/example/inventory.yaml');
    const here = onThisMachine(example, { folder, ports, checkNrpe: programs.checkNrpe });
    const years = { from: 2026, until: 2028 };
    for (const file of generate(here, { source: 'x', years, now: Date.UTC(2026, 9, 16) })) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.text());
    }
    const settings = await loadAgentSettings(join(folder, 'agents/harbour-git.agent.yaml'));
    agent = await startAgent(settings, pino({ level: 'silent' }));
    daemon = startDaemon(programs.nrpe, join(folder, 'agents/harbour-build.nrpe.cfg'));
    nagios = await startNagios({
      program,
      mainFile: join(folder, 'nagios/nagios.cfg'),
      settings: {
        interval_length: 60,
        service_freshness_check_interval: 2,
      },
    });
  });
  after(async () => {
    await nagios?.stop();
    await agent?.stop();
    daemon?.kill();
    await page?.close();
    if (folder !== undefined) await removeFolder(folder);
  });

  const is = (host: string, service: string, state: number) =>
    inState(nagios, { host, service, state });

  it('watches the monitoring server itself with its own checks', async () => {
    expect((await is('quarry-monitor', 'users', 0)).plugin_output).to.match(/^USERS OK/);
    await is('quarry-monitor', 'ping', 0);
  });

  it('watches a router from outside', async () => {
    expect((await is('harbour-router', 'ping', 0)).plugin_output).to.match(/^PING OK/);
  });

  it('asks a page for its state', async () => {
    expect((await is('harbour-git', 'bitbucket-http', 0)).plugin_output).to.match(/^HTTP OK/);
    page.state('MAINTENANCE');
    expect((await is('harbour-git', 'bitbucket-http', 2)).plugin_output).to.contain('MAINTENANCE');
    page.state('RUNNING');
  });

  it('asks the resident agent, directly and through an opening in a firewall', async () => {
    await is('harbour-git', 'agent', 0);
    expect((await is('harbour-git', 'users', 0)).plugin_output).to.match(/^USERS OK/);
    expect((await is('orchard-jira1', 'users', 0)).plugin_output).to.match(/^USERS OK/);
  });

  it('asks the classic daemon', async () => {
    await is('harbour-build', 'agent', 0);
    expect((await is('harbour-build', 'users', 0)).plugin_output).to.match(/^USERS OK/);
  });

  it('takes what a host sends, and notices when it stays away', async () => {
    await hearsAndMisses(nagios, 'quarry-wiki', /has sent no result/);
  });
});

interface Surroundings {
  readonly folder: string;
  readonly ports: { readonly page: number; readonly agent: number; readonly classic: number };
  readonly checkNrpe: string;
}

/** The example with nothing changed but where its machines, agents and pages are, and how soon its checks come round. */
function onThisMachine(example: Inventory, { folder, ports, checkNrpe }: Surroundings): Inventory {
  const move = (host: Host): Host => {
    const port = host.reached.agent === 'nrpe' ? ports.classic : ports.agent;
    const { firewall } = host.reached;
    const opening = firewall === undefined ? {} : { firewall: { address: '127.0.0.1', port } };
    return {
      ...host,
      address: '127.0.0.1',
      reached: { ...host.reached, port, ...opening },
      limits: [...host.limits, { users: { warning: ['9999'], critical: ['9999'], because: 'x' } }],
      services: host.services.map((service) =>
        service.application === undefined
          ? service
          : {
              ...service,
              application: { ...service.application, url: `http://127.0.0.1:${ports.page}/` },
            },
      ),
    };
  };
  const customers = [...example.customers.values()].map((customer) => {
    return { ...customer, hosts: customer.hosts.map(move) };
  });
  const hosts = customers.flatMap((customer) => customer.hosts);
  return {
    ...example,
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    hosts: new Map(hosts.map((host) => [host.name, host])),
    checks: { everyMs: 8_000, retryMs: 4_000, attempts: 1 },
    nagios: { ...example.nagios, plugins: built(), check_nrpe: checkNrpe, watchclock: '/bin/true' },
    agents: {
      ...example.agents,
      plugins: built(),
      listen: '127.0.0.1',
      allowed: ['127.0.0.1'],
      tls: tlsIn(folder),
    },
  };
}

function tlsIn(folder: string): Agents['tls'] {
  const agents = authority(folder, 'agents');
  const monitoring = authority(folder, 'monitoring');
  const host = agents.sign('host');
  return {
    ...host,
    clients: monitoring.ca,
    server: { ca: agents.ca, ...monitoring.sign('server') },
  };
}
