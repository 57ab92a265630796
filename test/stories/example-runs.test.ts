import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import type { Agents, Host, Inventory } from '../../nagios-config/inventory/model.ts';
import { loadInventory } from '../../nagios-config/inventory.ts';
import { built } from '../built.ts';
import { freePort } from '../free-port.ts';
import { type GatewayProcess, startGateway } from '../gateway/gateway-process.ts';
import { authority } from '../plugins/agent/nrpe/authority.ts';
import { type Places, type WatchedHosts, watchHosts } from './watched-hosts.ts';

describe('a real Nagios with the worked example, all of its hosts on this machine', () => {
  let hosts: WatchedHosts;
  let gateway: GatewayProcess | undefined;
  /** How long the log was when the last result had been sent. */
  let heard = 0;
  before(async function () {
    const sending = await freePort();
    hosts = await watchHosts(this, {
      inventoryAt: (places) => onThisMachine(loadInventory(example), { ...places, sending }),
      agents: { resident: 'harbour-git', classic: 'harbour-build' },
    });
    gateway = await startGateway(writeGateway(hosts, sending));
  });
  after(async () => {
    await gateway?.kill();
    await hosts?.stop();
  });

  const is: WatchedHosts['is'] = (...wanted) => hosts.is(...wanted);

  it('takes what the agent of a host sends to the gateway', async () => {
    const agent = await hosts.agentOf('quarry-wiki');
    try {
      expect((await is('quarry-wiki', 'users', 0)).plugin_output).to.match(
        /^USERS OK - \d+ users?/,
      );
    } finally {
      await agent.stop();
    }
    heard = hosts.nagios.log().length;
  });

  it('watches the monitoring server itself with its own checks', async () => {
    expect((await is('quarry-monitor', 'users', 0)).plugin_output).to.match(/^USERS OK/);
    await is('quarry-monitor', 'ping', 0);
  });

  it('watches a router from outside', async () => {
    expect((await is('harbour-router', 'ping', 0)).plugin_output).to.match(/^PING OK/);
  });

  it('asks a page for its state', async () => {
    expect((await is('harbour-git', 'bitbucket-http', 0)).plugin_output).to.match(/^HTTP OK/);
    hosts.page.state('MAINTENANCE');
    expect((await is('harbour-git', 'bitbucket-http', 2)).plugin_output).to.contain('MAINTENANCE');
    hosts.page.state('RUNNING');
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

  it('notices when a host that sent its results stays away', async () => {
    const silence = /SERVICE ALERT: quarry-wiki;users;UNKNOWN;.*the host has sent no result/;
    await hosts.nagios.logged(silence, heard);
  });
});

const example = resolve('nagios-config/example/inventory.yaml');

/** A gateway that takes what the generated senders send, and hands it on to Nagios. */
function writeGateway({ folder, nagios }: WatchedHosts, port: number): string {
  const place = join(folder, 'gateway');
  const senders = readFileSync(join(place, 'senders.yaml'), 'utf8');
  mkdirSync(join(place, 'secrets'));
  writeFileSync(join(place, 'secrets/quarry'), 'a made-up password\n');
  const config = join(place, 'gateway.yaml');
  writeFileSync(
    config,
    `inventory: ${example}
http: {listen: 127.0.0.1:0}
nagios: [{site: main, command_file: ${nagios.files.command}, forward: true}]
${senders.replace('nsca_ng:\n', `nsca_ng:\n  listen: 127.0.0.1:${port}\n`)}`,
  );
  return config;
}

/** Where the example is in this test; `sending` is where agents send their results. */
interface Surroundings extends Places {
  readonly sending: number;
}

/** The example with nothing changed but where its machines, agents and pages are, and how soon its checks come round. */
function onThisMachine(example: Inventory, places: Surroundings): Inventory {
  const { folder, checkNrpe, sending } = places;
  const move = (host: Host): Host => {
    const port = host.reached.agent === 'nrpe' ? places.classic : places.agent;
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
              application: { ...service.application, url: `http://127.0.0.1:${places.page}/` },
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
      passive: {
        to: `nsca-ng://127.0.0.1:${sending}`,
        every: 1_000,
        secret: join(folder, 'gateway/secrets/quarry'),
      },
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
