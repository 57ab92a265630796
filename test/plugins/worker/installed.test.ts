import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../built.ts';
import { type Nagios, startNagios } from '../../peers/nagios.ts';
import { peer } from '../../peers/peer.ts';
import { skip } from '../../skip.ts';
import { until } from '../../until.ts';
import { workerObjects } from './objects.ts';
import { kill9, startWorker, type WorkerProcess } from './worker-process.ts';

describe('the packaged worker, run by the user of Nagios', () => {
  let dir: string;
  let nagios: Nagios;
  let worker: WorkerProcess;
  let user: { readonly uid: number; readonly gid: number };

  before(async function () {
    const program = peer(this, 'nagios4');
    if (process.getuid?.() !== 0) skip(this, 'only root can run something as another user');
    user = { uid: idOf('-u'), gid: idOf('-g') };
    dir = mkdtempSync(join(tmpdir(), 'worker-'));
    chmodSync(dir, 0o755);
    const executable = join(dir, 'watchclock');
    copyFileSync(join(built(), 'watchclock'), executable);
    // No program of that name is there: only the worker can run it.
    const services = [
      { name: 'load', line: '/nowhere/check_load -w 1000 -c 2000', every: 1 },
      { name: 'foreign', line: 'id -un', every: 1 },
    ];
    writeFileSync(join(dir, 'objects.cfg'), workerObjects(services));
    nagios = await startNagios({ program, objects: [join(dir, 'objects.cfg')], user });
    const plugins = ['--plugin', '/nowhere/check_load', '--plugin', 'id'];
    const socket = ['--query-socket', nagios.files.querySocket];
    worker = startWorker([...socket, ...plugins], { executable, user });
    await until('both registrations', () => worker.registrations() === 2 || undefined);
  });
  after(async () => {
    await worker?.kill();
    await nagios?.stop();
    if (dir) rmSync(dir, { recursive: true });
  });

  const outputOf = (name: string, pattern: RegExp) =>
    until(`${pattern} from ${name}`, () =>
      nagios
        .status()
        .find(
          ({ service_description, plugin_output = '' }) =>
            service_description === name && pattern.test(plugin_output),
        ),
    );

  it('runs our checks within itself and other commands as that user', async () => {
    await outputOf('load', /^LOAD OK - total load average: /);
    await outputOf('foreign', /^nagios$/);
    const pids = [worker.pid, await worker.holder(), ...(await worker.executors())];
    const owners = pids.map((pid) => statSync(`/proc/${pid}`).uid);
    expect(new Set(owners)).to.deep.equal(new Set([user.uid]));
  });

  it('replaces its processes and ends in order as from the source', async () => {
    const holder = await worker.holder();
    const before = worker.registrations();
    kill9((await worker.executors())[0] ?? 0);
    kill9(holder);
    await until('new registrations', () => worker.registrations() === before + 2 || undefined);
    await outputOf('load', /^LOAD OK/);
    expect(await worker.stop()).to.equal(0);
  });
});

function idOf(option: string): number {
  return Number(execFileSync('id', [option, 'nagios'], { encoding: 'utf8' }));
}
