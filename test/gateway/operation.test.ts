import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { skip } from '../skip.ts';
import { until } from '../until.ts';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { type Installation, install } from './installation.ts';
import { critical, get, post } from './web/call.ts';

describe('a gateway at work', () => {
  let installation: Installation;
  let gateway: GatewayProcess;
  beforeEach(async () => {
    installation = await install();
  });
  afterEach(async () => {
    await gateway?.kill();
    await installation.remove();
  });

  const logged = (message: string) =>
    until(message, () => gateway.log.find((line) => line.includes(message)));

  it('counts for Prometheus what it takes in and what it writes', async () => {
    gateway = await startGateway(installation.config);
    await post(gateway, '/api/v1/results', [critical(), critical({ service: 'load' })]);
    const answer = await fetch(`${gateway.url}/metrics`);
    expect(answer.headers.get('content-type')).to.match(/^text\/plain; version=0\.0\.4/);
    const lines = (await answer.text()).split('\n');
    expect(lines).to.include('watchclock_signals_received_total{door="http"} 2');
    expect(lines).to.include('watchclock_incident_events_total{kind="raised"} 2');
    expect(lines).to.include('watchclock_intake_waiting 0');
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).to.equal(true);
  });

  const inventory = () => join(installation.folder, 'inventory.yaml');
  const newHost = (text: string) =>
    text.replace('hosts: {app-3:', 'hosts: {app-4: {address: 127.0.0.1}, app-3:');

  it('reads its inventory again when it is told to, without dropping a connection', async () => {
    gateway = await startGateway(installation.config);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const port = await localPort(gateway.url, agent);
    writeFileSync(inventory(), newHost(readFileSync(inventory(), 'utf8')));
    process.kill(gateway.pid, 'SIGHUP');
    await logged('was read again');
    expect(await localPort(gateway.url, agent)).to.equal(port);
    agent.destroy();
    const { body } = await post(gateway, '/api/v1/results', [critical({ host: 'app-4' })]);
    const incident = await get(gateway, `/api/v1/incidents/${body.incidents[0]}`);
    expect(incident.body.customer).to.equal('customer-b');
  });

  it('announces the maintenance windows of its inventory, each once', async () => {
    const window =
      '{announced: 2026-10-01T09:00+02:00, start: 2026-11-07T20:00+01:00, end: 2026-11-08T02:00+01:00, hosts: [app-3], reason: new database}';
    const text = readFileSync(inventory(), 'utf8').replace('plan: standard', (plan) =>
      [plan, `maintenance: [${window}]`].join('\n    '),
    );
    writeFileSync(inventory(), text);
    gateway = await startGateway(installation.config);
    process.kill(gateway.pid, 'SIGHUP');
    await logged('was read again');
    const { body } = await get(gateway, '/api/v1/maintenance');
    expect(body.maintenance).to.have.length(1);
    expect(body.maintenance[0]).to.deep.include({
      customer: 'customer-b',
      hosts: ['app-3'],
      start: '2026-11-07T19:00:00.000Z',
      reason: 'new database',
    });
  });

  it('keeps the inventory it has when the new one is wrong, and says why', async () => {
    gateway = await startGateway(installation.config);
    writeFileSync(inventory(), 'customers: 7\n');
    process.kill(gateway.pid, 'SIGHUP');
    expect(await logged('what was in force stays')).to.contain('inventory.yaml:1:12: customers:');
    const { body } = await post(gateway, '/api/v1/results', [critical()]);
    const incident = await get(gateway, `/api/v1/incidents/${body.incidents[0]}`);
    expect(incident.body.customer).to.equal('customer-a');
  });

  it('answers what it has taken in before it stops', async () => {
    gateway = await startGateway(installation.config);
    const batch = Array.from({ length: 2_000 }, (_, index) => critical({ service: `s${index}` }));
    const answer = post(gateway, '/api/v1/results', batch);
    await until('the first commit', async () => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      return /^watchclock_commits_total [1-9]/m.test(text) ? true : undefined;
    });
    expect(await gateway.stop()).to.equal(0);
    expect((await answer).status).to.equal(200);
  });

  it('tells systemd that it is ready, that it lives, and that it stops', async function () {
    if (!existsSync('/usr/bin/systemd-notify')) skip(this, 'systemd-notify is missing');
    const socket = join(installation.folder, 'notify');
    const listener = spawn('perl', ['-e', datagramPrinter, socket], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const heard: string[] = [];
    createInterface(listener.stdout).on('line', (line) => heard.push(line));
    const hear = (word: string) => until(word, () => (heard.includes(word) ? true : undefined));
    try {
      await hear('listening');
      const env = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '400000' };
      gateway = await startGateway(installation.config, undefined, env);
      await hear('READY=1');
      await hear('WATCHDOG=1');
      await gateway.stop();
      await hear('STOPPING=1');
    } finally {
      listener.kill();
    }
  });
});

/** Prints each datagram that comes to a socket of the Unix kind, which Node cannot make. */
const datagramPrinter = `
use IO::Socket::UNIX; $| = 1;
my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die;
print "listening\\n";
while (defined $s->recv(my $text, 4096)) { print "$text\\n" }
`;

/** The port from which an agent's only connection comes. */
function localPort(url: string, agent: Agent): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asking = request(`${url}/healthz`, { agent }, (answer) => {
    const port = answer.socket.localPort;
    answer.resume().on('end', () => setImmediate(resolve, port));
  });
  asking.on('error', reject).end();
  return promise;
}
