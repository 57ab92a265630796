import { expect } from 'chai';
import { parse } from 'yaml';
import { everyReach, folderOf, generatedFrom } from './example.ts';

describe('the generated configuration of agents', () => {
  const folder = folderOf({ after });
  const file = (path: string, text = everyReach) => generatedFrom(folder, text).get(path);
  const yaml = (path: string, text?: string) => parse(file(path, text) ?? 'null');

  it('lets the monitoring server in, and nobody else, with certificates on both sides', () => {
    const { listen, allowed, tls } = yaml('agents/a-asked.agent.yaml');
    expect({ listen, allowed, tls }).to.deep.equal({
      listen: '0.0.0.0:5666',
      allowed: ['198.51.100.5'],
      tls: {
        cert: '/etc/watchclock/agent.crt',
        key: '/etc/watchclock/agent.key',
        clients: '/etc/watchclock/monitoring-ca.crt',
      },
    });
    expect(yaml('agents/a-gate.agent.yaml').listen).to.equal('0.0.0.0:5670');
    const commands = file('nagios/objects/commands.cfg') ?? '';
    expect(commands).to.contain(
      'check_nrpe -A /etc/watchclock/agents-ca.crt -C /etc/watchclock/monitoring.crt -K /etc/watchclock/monitoring.key -H ',
    );
  });

  it('encrypts nothing only when that is asked for by name', () => {
    const open = everyReach.replace('agents: {', 'agents: {tls: off, ');
    expect(yaml('agents/a-asked.agent.yaml', open).tls).to.equal('off');
    expect(file('nagios/objects/commands.cfg', open)).to.contain('check_nrpe -n -H ');
    expect(file('agents/a-classic.nrpe.cfg', open))
      .to.contain('# Not encrypted')
      .and.not.contain('ssl_');
  });

  it('runs on the host what the monitoring server asks it for', () => {
    const { commands, passive } = yaml('agents/a-asked.agent.yaml');
    expect(commands).to.deep.include({
      load: 'check_load -r -w 2,1.5,1 -c 4,3,2',
      mail_queue: "check_procs -c 100 -a 'send mail'",
    });
    expect(passive).to.equal(undefined);
    const asked = file('nagios/objects/customers/customer-a.cfg') ?? '';
    expect(asked).to.match(
      /service_description +mail queue\n +servicegroups +customer-a\n +check_command +watchclock-nrpe!mail_queue\n/,
    );
  });

  it('sends under the name of the customer and of each service, and does not listen', () => {
    const { listen, tls, passive } = yaml('agents/a-sends.agent.yaml');
    expect([listen, tls]).to.deep.equal([undefined, undefined]);
    expect(passive).to.deep.include({
      every: '60s',
      to: 'nsca-ng://customer-a@gateway.support.example:5668',
      password: { file: '/etc/watchclock/secret' },
      host: 'a-sends',
    });
    expect(passive.services).to.deep.include({ load: 'load', 'crowd-http': 'crowd-http' });
  });

  it('configures the classic daemon with the same checks, and takes no arguments from outside', () => {
    const nrpe = file('agents/a-classic.nrpe.cfg') ?? '';
    expect(nrpe).to.contain(
      '\ncommand[load]=/usr/lib/watchclock/check_load -r -w 2,1.5,1 -c 4,3,2\n',
    );
    expect(nrpe).to.contain('\ndont_blame_nrpe=0\n').and.contain('\nssl_client_certs=2\n');
    expect(nrpe).to.contain('\nallowed_hosts=198.51.100.5\n');
    expect(file('agents/a-classic.agent.yaml')).to.equal(undefined);
  });

  it('leaves the monitoring server without an agent of its own', () => {
    expect(file('agents/a-local.agent.yaml')).to.equal(undefined);
  });
});

describe('the generated access to the gateway', () => {
  const folder = folderOf({ after });
  const yaml = (path: string) => parse(generatedFrom(folder, everyReach).get(path) ?? 'null');

  it('tells each site how its notifications reach the gateway', () => {
    expect(yaml('gateway/sites/main/notify.yaml')).to.deep.equal({
      site: 'main',
      gateway: 'https://support.example/',
      token_file: '/var/lib/watchclock/watchclock.token',
      spool: '/var/spool/watchclock/notify',
    });
  });

  it('lets each customer send for its own hosts alone, with secrets that stand elsewhere', () => {
    expect(yaml('gateway/senders.yaml')).to.deep.equal({
      nsca_ng: {
        clients: {
          'customer-a': { password: { file: 'secrets/customer-a' }, hosts: ['a-sends'] },
        },
      },
      nrdp: { tokens: [{ token: { file: 'secrets/customer-a' }, customer: 'customer-a' }] },
    });
  });
});
