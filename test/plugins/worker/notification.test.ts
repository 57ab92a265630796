import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { type GatewayProcess, startGateway } from '../../gateway/gateway-process.ts';
import { type Installation, install } from '../../gateway/installation.ts';
import { type Nagios, startNagios } from '../../peers/nagios.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';
import { workerObjects } from './objects.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

describe('a notification of a real Nagios', () => {
  let installation: Installation;
  let gateway: GatewayProcess;
  let store: Store;
  let nagios: Nagios;
  let worker: WorkerProcess;
  before(async function () {
    const program = peer(this, 'nagios4');
    installation = await install();
    gateway = await startGateway(installation.config);
    store = await openStore({ kind: 'sqlite', path: installation.store });
    const objects = join(installation.folder, 'objects');
    mkdirSync(objects);
    // No program of that name is there: only the worker can run it.
    const notify = [
      ...['/nowhere/watchclock', 'notify', '--site', 'main', '--gateway', gateway.url],
      ...['--token-file', gateway.tokenFile, '--spool', join(installation.folder, 'spool')],
    ];
    const text = workerObjects([{ name: 'jira-http', line: '/bin/true' }], notify.join(' '));
    writeFileSync(
      join(objects, 'objects.cfg'),
      text.replaceAll(/host_name a$/gm, 'host_name app-1'),
    );
    const settings = { enable_environment_macros: 1, execute_service_checks: 0 };
    nagios = await startNagios({ program, objects: [objects], settings });
    const socket = nagios.files.querySocket;
    worker = startWorker(['--query-socket', socket, '--plugin', 'watchclock']);
    await until('the registration', () => worker.registrations() === 1 || undefined);
  });
  after(async () => {
    await worker?.kill();
    await nagios?.stop();
    await store?.close();
    await gateway?.kill();
    await installation?.remove();
  });

  it('is handed to the gateway by the worker, without a program of its own', async () => {
    nagios.command('PROCESS_SERVICE_CHECK_RESULT;app-1;jira-http;2;refused');
    const incident = await until('the incident', async () => {
      const [first] = await store.list({});
      return first;
    });
    expect(incident.status).to.equal('open');
  });
});
