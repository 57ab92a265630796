import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Architecture } from '../../../packaging/deb/control.ts';
import { makePackage } from '../../../packaging/deb/make-package.ts';
import { built } from '../../built.ts';
import { until } from '../../until.ts';
import { type Booted, boot } from './booted.ts';

const services = ['watchclock-agent', 'watchclock-gateway', 'watchclock-worker'];

// Not every machine that builds may boot one: so it belongs to the long forms.
(process.env.WATCHCLOCK_SOAK === '1' ? describe : () => undefined)('a booted Debian', () => {
  let dir: string;
  let machine: Booted;

  before(async function () {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-deb-test-'));
    const executable = join(built(), 'watchclock');
    const deb = await makePackage(
      {
        ...{ root: join(import.meta.dirname, '../../..'), executable, program: [executable] },
        ...{ version: '1.0.0', arch: process.arch as Architecture, at: Date.now() },
        compression: ['-Zgzip', '-z1'],
      },
      dir,
    );
    machine = await boot(this, deb, services);
  });
  after(async () => {
    await machine?.end();
    rmSync(dir, { recursive: true });
  });

  const show = (service: string, property: string) =>
    machine.run('systemctl', 'show', '--value', '--property', property, service).stdout.trim();
  const active = (service: string) =>
    until(`${service} to be active`, () => show(service, 'ActiveState') === 'active' || undefined);

  for (const service of services) {
    it(`runs ${service} within its bounds, as a user of its own`, async () => {
      await active(service);
      const status = machine.run('cat', `/proc/${show(service, 'MainPID')}/status`).stdout;
      expect(status).to.match(/^NoNewPrivs:\s+1$/m);
      expect(status).not.to.match(/^Uid:\s+0\s/m);
    });

    it(`starts ${service} again when it is killed`, async () => {
      const before = show(service, 'MainPID');
      machine.run('kill', '-9', before);
      await until('another process', () => {
        const now = show(service, 'MainPID');
        return (now !== '0' && now !== before) || undefined;
      });
      await active(service);
    });
  }

  it('has an agent that measures there what the machine has, and answers the gateway’s health', async () => {
    const asked = machine.run('/usr/bin/watchclock', 'status', '127.0.0.1:9118');
    expect([asked.status, asked.stderr]).to.deep.equal([0, '']);
    const page = machine.run(
      '/usr/lib/watchclock/check_http',
      '-I',
      '127.0.0.1',
      '-p',
      '8480',
      '-u',
      '/readyz',
    );
    expect(page.stdout).to.match(/^HTTP OK: HTTP\/1.1 200 OK/);
  });

  for (const service of ['watchclock-agent', 'watchclock-gateway']) {
    it(`has ${service} read its configuration again`, () => {
      const before = show(service, 'MainPID');
      expect(machine.run('systemctl', 'reload', service).status).to.equal(0);
      expect(show(service, 'MainPID')).to.equal(before);
    });
  }

  for (const service of services) {
    it(`stops ${service} in order`, () => {
      expect(machine.run('systemctl', 'stop', service).status).to.equal(0);
      expect(show(service, 'Result')).to.equal('success');
    });
  }
});
