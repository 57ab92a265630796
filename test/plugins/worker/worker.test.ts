import { mkdtempSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Nagios, startNagios } from '../../peers/nagios.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';
import { type TestService, workerObjects } from './objects.ts';
import { isAlive } from './processes.ts';
import { kill9, startWorker, type WorkerProcess } from './worker-process.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const kills = soak ? 20 : 2;

/** `program` is only run on the disk while no worker is registered. */
const own = (program: string): readonly TestService[] =>
  Array.from({ length: 40 }, (_, i) => ({
    name: `load-${i}`,
    line: `${program} -w ${1000 + i} -c 2000`,
    every: 1,
  }));
const slow: readonly TestService[] = Array.from({ length: 10 }, (_, i) => ({
  name: `slow-${i}`,
  line: `sleep 0.${i}1`,
  every: 1,
}));

describe('the worker of a real Nagios', function () {
  if (soak) this.timeout(900_000);
  let dir: string;
  let program: string;
  let nagios: Nagios;
  let worker: WorkerProcess;
  const socket = () => join(dir, 'socket');
  const workerArguments = () => [
    ...['--query-socket', socket(), '--name', 'ours', '--metrics', '0'],
    ...['--plugin', 'check_load', '--plugin', 'sleep'],
  ];
  const start = async () => {
    nagios = await startNagios({ program, objects: [dir] });
    symlinkSync(nagios.files.querySocket, socket());
  };
  const services = () => nagios.status().filter(({ block }) => block === 'servicestatus');
  /** Every service's check ended after `since`, epoch milliseconds, with all well. */
  const allChecked = (since: number) =>
    until(
      'a check of every service',
      () => {
        const late = services().filter(({ last_check }) => Number(last_check) * 1000 < since);
        return services().length > 0 && late.length === 0 ? true : undefined;
      },
      { every: 250 },
    );
  const allWell = () => {
    const ill = services().filter(({ current_state }) => current_state !== '0');
    expect(ill.map(({ plugin_output }) => plugin_output)).to.deep.equal([]);
    expect(nagios.log()).not.to.match(/SERVICE ALERT|orphaned|timed out|Unrecognized|claims job/);
  };
  /** What the worker's metrics say now. */
  const figure = async (name: string) => {
    const urls = [...worker.said().matchAll(/metrics at (\S+)/g)];
    const text = await (await fetch(urls.at(-1)?.[1] ?? '')).text();
    const line = text.split('\n').find((each) => each.startsWith(`watchclock_worker_${name} `));
    return Number(line?.split(' ')[1]);
  };
  /** Later than any check that began so far; a second is what Nagios tells. */
  const fromNowOn = () => Date.now() + 1000;

  before(async function () {
    program = peer(this, 'nagios4');
    dir = mkdtempSync(join(tmpdir(), 'worker-'));
    const checkLoad = join(dir, 'check_load');
    writeFileSync(checkLoad, '#!/bin/sh\necho from the disk\n', { mode: 0o755 });
    writeFileSync(join(dir, 'objects.cfg'), workerObjects([...own(checkLoad), ...slow]));
    await start();
    worker = startWorker(workerArguments());
    await until('both registrations', () => worker.registrations() === 2 || undefined);
  });
  after(async () => {
    await worker?.kill();
    await nagios?.stop();
    if (dir) rmSync(dir, { recursive: true });
  });

  it('runs our checks without the program on the disk, and other commands as they are', async () => {
    await allChecked(fromNowOn());
    allWell();
    const load = services().find(({ service_description }) => service_description === 'load-1');
    expect(load?.plugin_output).to.match(/^LOAD OK - total load average: /);
    expect(load?.performance_data).to.match(/^load1=[\d.]+;1001\.000;2000\.000;0; /);
  });

  it('has one connection for each plugin, and says in the log that it is ready', async () => {
    expect(nagios.log()).to.match(/Registry request: name=ours;plugin=check_load/);
    expect(nagios.log()).to.match(/Registry request: name=ours;plugin=sleep/);
    await nagios.logged(/wproc: ours: ready/);
  });

  it('tells how much it did', async () => {
    expect(await figure('jobs_total{kind="check"}')).to.be.at.least(services().length);
    expect(await figure('connections')).to.equal(2);
  });

  it('loses no check when an executor is killed', async () => {
    for (let i = 0; i < kills; i++) {
      const executors = await worker.executors();
      kill9(executors[i % executors.length] ?? 0);
      await allChecked(fromNowOn());
      allWell();
    }
  });

  it('has every check done again when the holder is killed', async () => {
    for (let i = 0; i < kills; i++) {
      const holder = await worker.holder();
      const before = worker.registrations();
      kill9(holder);
      await until('new registrations', () => worker.registrations() === before + 2 || undefined);
      await worker.holder(holder);
      await allChecked(fromNowOn());
      allWell();
    }
  });

  it('ends in order when its foreman is killed, and another one goes on', async () => {
    const holder = await worker.holder();
    kill9(worker.pid);
    const before = worker;
    worker = startWorker(workerArguments());
    await until('the end of the old holder', () => !isAlive(holder) || undefined);
    await until('both registrations', () => worker.registrations() === 2 || undefined);
    await allChecked(fromNowOn());
    allWell();
    expect(before.said()).not.to.contain('jobs lost');
    await until('checks switched on', () =>
      nagios
        .status()
        .find(({ active_service_checks_enabled }) => active_service_checks_enabled === '1'),
    );
  });

  it('ends the pause that a worker left behind whose processes were all killed', async () => {
    const running = () => {
      const program = nagios.status().find(({ block }) => block === 'programstatus');
      return program?.active_service_checks_enabled;
    };
    const executors = await worker.executors();
    for (const executor of executors) process.kill(executor, 'SIGSTOP'); // so that jobs stay at work
    await until('jobs at work', async () => (await figure('jobs_running')) > 0 || undefined);
    worker.child.kill('SIGTERM');
    await until('the pause', () => running() === '0' || undefined);
    await worker.kill();
    for (const executor of executors) kill9(executor);
    worker = startWorker(workerArguments());
    await until('the end of the pause', () => running() === '1' || undefined);
    await allChecked(fromNowOn());
    expect(readdirSync(nagios.dir).filter((name) => name.includes('pause'))).to.deep.equal([]);
  });

  it('registers again when Nagios reloads', async () => {
    for (let i = 0; i < kills; i++) {
      const before = worker.registrations();
      await nagios.reload();
      await until('new registrations', () => worker.registrations() === before + 2 || undefined);
      await allChecked(fromNowOn());
      allWell();
    }
  });

  it('registers again when Nagios restarts', async () => {
    const before = worker.registrations();
    await nagios.stop();
    unlinkSync(socket());
    await start();
    await until('new registrations', () => worker.registrations() === before + 2 || undefined);
    await until('the first checks', () => services().length > 0 || undefined);
    await allChecked(fromNowOn());
  });

  it('shares the work with another worker, and hands it over at the end without losing a check', async () => {
    const second = startWorker([
      '--query-socket',
      socket(),
      '--plugin',
      'check_load',
      '--plugin',
      'sleep',
    ]);
    try {
      await until('both registrations', () => second.registrations() === 2 || undefined);
      const quick = fromNowOn();
      await allChecked(quick);
      expect(await worker.stop()).to.equal(0);
      await allChecked(fromNowOn());
      const on = nagios.status().find(({ block }) => block === 'programstatus');
      expect(on).to.include({
        active_service_checks_enabled: '1',
        active_host_checks_enabled: '1',
      });
      expect(nagios.log()).not.to.match(/orphaned|timed out/);
    } finally {
      await second.kill();
    }
  });
});
