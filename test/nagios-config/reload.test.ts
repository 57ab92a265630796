import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { peer } from '../peers/peer.ts';
import { until } from '../until.ts';
import { configCommand, folderOf, twoHosts } from './example.ts';

describe('watchclock config reload', () => {
  const folder = folderOf({ after }, 'watchclock-reload-');
  const state = join(folder, 'state');
  const out = join(folder, 'out');
  const own = join(folder, 'own.cfg');
  const inventory = join(folder, 'inventory.yaml');
  const pidFile = join(state, 'nagios.pid');
  const mainFile = join(out, 'nagios', 'nagios.cfg');
  let program: string;

  before(async function () {
    program = peer(this, 'nagios4');
    for (const below of ['rw', 'spool/checkresults', 'archives']) {
      mkdirSync(join(state, below), { recursive: true });
    }
  });
  beforeEach(async () => {
    rmSync(out, { recursive: true, force: true });
    rmSync(`${out}.last-good`, { recursive: true, force: true });
    rmSync(own, { force: true });
    describeHosts(twoHosts);
    expect((await run('generate')).status).to.equal(0);
    startNagios();
    await until('Nagios', () => knownHosts().length === 2 || undefined);
  });
  afterEach(stopNagios);

  const describeHosts = (text: string) => {
    const site = `nagios: {state: ${state}, log: ${state}, user: ${userInfo().username}}\n`;
    writeFileSync(inventory, `${site}${text}`);
  };
  const run = (name: string, ...more: string[]) =>
    configCommand(name, '--inventory', inventory, '--out', out, ...more);
  const knownHosts = () => {
    const cache = join(state, 'objects.cache');
    const text = existsSync(cache) ? readFileSync(cache, 'utf8') : '';
    return [...text.matchAll(/define host \{\n\thost_name\t(.*)/g)].map(([, name]) => name);
  };
  const generated = () =>
    readFileSync(join(out, 'nagios/objects/customers/customer-a.cfg'), 'utf8');

  function startNagios(): void {
    const { status, stdout } = spawnSync(program, ['-d', mainFile], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
  }

  async function stopNagios(): Promise<void> {
    if (!existsSync(pidFile)) return;
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    const gone = () => spawnSync('/bin/kill', ['-0', String(pid)]).status !== 0 || undefined;
    if (gone() === undefined) process.kill(pid, 'SIGTERM');
    await until('the end of Nagios', gone);
    for (const file of [pidFile, join(state, 'objects.cache')]) rmSync(file, { force: true });
  }

  it('has Nagios run with what the inventory says now', async () => {
    describeHosts(twoHosts.replace('a-monitor:', 'a-second:'));
    expect(await run('reload')).to.deep.equal({
      status: 0,
      out: 'Nagios runs with the new files\n',
      err: '',
    });
    expect(knownHosts()).to.deep.equal(['a-second', 'a-web1']);
  });

  it('changes nothing when the inventory is wrong', async () => {
    describeHosts(
      twoHosts.replace('reached: local', 'reached: local, services: {x: {check: chek_x}}'),
    );
    const { status, err } = await run('reload');
    expect(status).to.equal(1);
    expect(err)
      .to.match(/there is no check "chek_x"/)
      .and.match(/nothing was changed\n$/);
    expect(generated()).not.to.contain('chek_x');
  });

  it('keeps every rule that config check knows', async () => {
    const limits = 'limits: {users: {warning: 9, critical: 3, because: x}}';
    describeHosts(twoHosts.replace('reached: local', `reached: local, ${limits}`));
    const { status, err } = await run('reload');
    expect(status).to.equal(1);
    expect(err).to.match(
      /limits\.users: is critical at 3 before it warns at 9\n.*nothing was changed\n$/,
    );
    expect(knownHosts()).to.deep.equal(['a-monitor', 'a-web1']);
  });

  it('puts the files back when Nagios refuses them beside what else is there', async () => {
    writeFileSync(join(out, 'nagios/objects/own.cfg'), dependencyOn('a-monitor'));
    describeHosts(twoHosts.replace('a-monitor:', 'a-second:'));
    const { status, err } = await run('reload');
    expect(status).to.equal(1);
    expect(err)
      .to.contain("'a-monitor'")
      .and.match(/Nagios runs with the last good files\n$/);
    expect(generated()).to.contain('a-monitor').and.not.contain('a-second');
    expect(knownHosts()).to.deep.equal(['a-monitor', 'a-web1']);
  });

  it('starts Nagios with the last good files when it has ended over the new ones', async () => {
    // A main file of its own, which reads more than what is verified.
    await stopNagios();
    const more = join(folder, 'nagios.cfg');
    const main = readFileSync(mainFile, 'utf8').replace(
      'cfg_dir=objects',
      `cfg_dir=${out}/nagios/objects\ncfg_file=${own}`,
    );
    writeFileSync(more, main);
    writeFileSync(own, dependencyOn('a-monitor'));
    expect(spawnSync(program, ['-d', more]).status).to.equal(0);
    await until('Nagios', () => knownHosts().length === 2 || undefined);
    describeHosts(twoHosts.replace('a-monitor:', 'a-second:'));
    const { status, err } = await run('reload', '--start', `${program} -d ${more}`);
    expect(err)
      .to.match(/Nagios ended when it read the new files/)
      .and.match(/Nagios runs with the last good files\n$/);
    expect(status).to.equal(1);
    await until('Nagios again', () => knownHosts().includes('a-monitor') || undefined);
    expect(generated()).to.contain('a-monitor');
  });

  it('installs nothing where no Nagios runs', async () => {
    await stopNagios();
    describeHosts(twoHosts.replace('a-monitor:', 'a-second:'));
    const { status, err } = await run('reload');
    expect([status, err]).to.deep.equal([
      1,
      `watchclock config reload: no Nagios runs with ${join(out, 'nagios/nagios.cfg')}, and none is named by ${pidFile}\nwatchclock config reload: Nagios does not run\n`,
    ]);
    expect(generated()).not.to.contain('a-second');
  });
});

/** An object of an engineer's own that needs a host which the inventory may no longer have. */
function dependencyOn(host: string): string {
  return `define servicedependency {
    host_name                      ${host}
    service_description            load
    dependent_host_name            ${host}
    dependent_service_description  swap
    notification_failure_criteria  c
}
`;
}
