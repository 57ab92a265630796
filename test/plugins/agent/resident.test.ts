import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import { type AgentProcess, startAgentProcess } from './agent-process.ts';
import { askNrpe } from './nrpe/ask.ts';
import { authority } from './nrpe/authority.ts';

const program = join(import.meta.dirname, '../../../watchclock.ts');

describe('a running agent', () => {
  let dir: string;
  let config: string;
  let agent: AgentProcess;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    config = join(dir, 'agent.yaml');
    const { sign } = authority(dir, 'authority');
    sign('first');
    sign('second');
    configure('first');
    agent = await startAgentProcess(config);
  });
  after(async () => {
    await agent?.stop();
    rmSync(dir, { recursive: true });
  });

  it('reads commands and certificates again on SIGHUP, and open connections go on', async () => {
    const old = await dial();
    expect(nameOf(old)).to.equal('first');
    configure('second', 'more: check_users -w 900 -c 900');
    expect(await agent.reload()).to.contain('the configuration was read again');
    const fresh = await dial();
    expect(nameOf(fresh)).to.equal('second');
    expect(await askNrpe(fresh, 'more')).to.match(/^USERS OK /);
    expect(await askNrpe(old, 'load')).to.match(/^LOAD OK /);
  });

  it('goes on as it was when the new configuration is wrong, and names what is', async () => {
    writeFileSync(config, 'listen: 127.0.0.1:0\ncomands: {}\n');
    const said = await agent.reload();
    expect(said).to.contain('what was in force stays');
    expect(said).to.contain('agent.yaml:2:1: comands: there is no such key');
    expect(await askNrpe(await dial(), 'load')).to.match(/^LOAD OK /);
  });

  it('says what only a restart changes', async () => {
    configure('second', '', '127.0.0.1:1');
    await agent.reload();
    expect(agent.said()).to.contain('listen: is changed by a restart only');
  });

  it('tells "watchclock status" what it did', async () => {
    await askNrpe(await dial(), 'load');
    const args = [program, 'status', agent.metrics];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).to.equal(0);
    expect(stdout).to.match(new RegExp(`^${agent.metrics}: answers\n`));
    expect(stdout).to.match(
      /^ {2}watchclock_agent_checks_total\{command="load",status="OK"\} [1-9]/m,
    );
    expect(stdout).to.match(/^ {2}watchclock_agent_spool_entries 0$/m);
  });

  it('tells how it is on the loopback only', () => {
    writeFileSync(config, 'listen: 127.0.0.1:0\nmetrics: 0.0.0.0:0\n');
    const args = [program, 'agent', '--config', config, '--check'];
    const { stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).to.equal(
      `${config}:2:10: metrics: must be on the loopback (127.0.0.1, ::1), not "0.0.0.0"\n`,
    );
    expect(status).to.equal(1);
  });

  function configure(identity: string, command = '', listen = '127.0.0.1:0'): void {
    writeFileSync(
      config,
      `listen: ${listen}
metrics: 127.0.0.1:0
tls: {cert: authority-${identity}.pem, key: authority-${identity}.key}
limits: {query: 5m}
commands:
  load: check_load -w 9999 -c 9999
  ${command}
`,
    );
  }

  async function dial(): Promise<TLSSocket> {
    const socket = connect({ host: '127.0.0.1', port: agent.port, rejectUnauthorized: false });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once('secureConnect', resolve).once('error', reject);
    await promise;
    return socket;
  }

  function nameOf(socket: TLSSocket): unknown {
    return socket.getPeerCertificate().subject.CN;
  }
});
