import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../built.ts';
import { type Nagios, startNagios } from '../../peers/nagios.ts';
import { fullSpeed } from '../../peers/nagios-config.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';
import { usageOf } from '../process-usage.ts';
import { workerObjects } from './objects.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
/** A day of 2,000 services every five minutes, or less of it; before, half as many until the heaps have their usual size. */
const checks = soak ? 576_000 : 8000;
const warmUp = soak ? 288_000 : 8000;
/** MiB; a short run ends while the heaps still grow to that size. */
const mostMore = soak ? 20 : 60;

describe('a worker of the built program', function () {
  this.timeout(soak ? 1_800_000 : 120_000);
  let dir: string;
  let server: Server;
  let nagios: Nagios;
  let worker: WorkerProcess;

  before(async function () {
    const program = peer(this, 'nagios4');
    dir = mkdtempSync(join(tmpdir(), 'worker-'));
    server = createServer((_, response) => response.end('hello\n'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    writeFileSync(join(dir, 'objects.cfg'), services((server.address() as AddressInfo).port));
    // What starts before the worker has registered, Core would start as programs: hundreds at once.
    const settings = { ...fullSpeed, execute_service_checks: 0 };
    nagios = await startNagios({ program, objects: [dir], settings });
    const plugins = names.flatMap((name) => ['--plugin', name]);
    const args = ['--query-socket', nagios.files.querySocket, '--metrics', '0', ...plugins];
    worker = startWorker(args, { executable: join(built(), 'watchclock') });
    const all = () => worker.registrations() === names.length || undefined;
    await until('the registrations', all);
    nagios.command('START_EXECUTING_SVC_CHECKS');
  });
  after(async () => {
    await nagios?.stop(); // first, for the same reason
    await worker?.kill();
    server?.closeAllConnections();
    server?.close();
    if (dir) rmSync(dir, { recursive: true });
  });

  it('needs no more memory and no more files after all checks of a day', async () => {
    const done = (count: number) =>
      until(`${count} checks`, async () => (await worker.checksDone()) >= count || undefined, {
        within: 1_700_000,
        every: 200,
      });
    await done(warmUp);
    const pids = [worker.pid, await worker.holder(), ...(await worker.executors())];
    const before = pids.map(usageOf);
    await done((await worker.checksDone()) + checks);
    const grown = () => {
      const after = pids.map(usageOf);
      return after.filter(({ memory }, at) => memory > (before[at]?.memory ?? 0) + mostMore);
    };
    // What is only not collected yet goes within a minute.
    await until('as little memory', () => grown().length === 0 || undefined, { within: 90_000 });
    nagios.command('STOP_EXECUTING_SVC_CHECKS');
    const open = () => pids.filter((pid, at) => usageOf(pid).files > (before[at]?.files ?? 0) + 2);
    await until('closed files', () => open().length === 0 || undefined);
    const ill = nagios.status().filter(({ current_state, last_check }) => {
      return current_state !== '0' && last_check !== '0';
    });
    expect(ill.filter(({ block }) => block === 'servicestatus')).to.deep.equal([]);
  });
});

const names = [
  'check_load',
  'check_disk',
  'check_users',
  'check_swap',
  'check_procs',
  'check_http',
  '/bin/echo',
];

/** 400 services, each checked again as soon as it has its result; one of 100 is a program. */
function services(port: number): string {
  const lines = [
    'check_load -w 9999 -c 9999',
    'check_disk -w 1 -c 1 -p /',
    'check_users -w 9999 -c 9999',
    'check_swap -w 2% -c 1% -n ok',
    'check_procs -w 99999 -c 99999',
    `check_http -I 127.0.0.1 -p ${port}`,
  ];
  const list = Array.from({ length: 400 }, (_, i) => ({
    name: `s${i}`,
    line: i % 100 === 0 ? '/bin/echo OK' : `${built()}/${lines[i % lines.length]}`,
    every: 0.1,
  }));
  return workerObjects(list);
}
