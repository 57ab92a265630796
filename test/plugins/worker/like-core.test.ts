import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Nagios, startNagios } from '../../peers/nagios.ts';
import { peer } from '../../peers/peer.ts';
import { until } from '../../until.ts';
import { type TestService, workerObjects } from './objects.ts';
import { startWorker } from './worker-process.ts';

/** The first word is what the worker registers for, so that no other worker runs any of these. */
const lines: Readonly<Record<string, string>> = {
  words: `/bin/echo two  'blanks  kept' "and \\$escaped" a\\ b`,
  pipe: 'echo piped | tr p P',
  shell: `/bin/sh -c 'echo out; echo err >&2; exit 1'`,
  'only stderr': `/bin/sh -c 'echo err >&2; exit 2'`,
  'long output': `/bin/sh -c 'echo "first|a=1"; echo second; echo "third|b=2"; exit 3'`,
  missing: '/no/such/plugin -x',
  'not executable': '/etc/passwd',
  'odd status': `/bin/sh -c 'exit 77'`,
  signal: `/bin/sh -c 'echo before; kill -9 $$'`,
  'left behind': `/bin/sh -c 'sleep 3 & echo left'`,
  input: '/bin/cat',
  group: `/bin/sh -c 'test $(ps -o pgid= -p $$) = $$ && echo own group'`,
  silent: '/bin/true',
  'late too': '/bin/sleep 30',
  'an option nobody knows': 'check_load --no-such-option',
  'a check for the shell': 'check_load -w 1 -c 2 | wc -l',
};

describe('commands that are not ours', () => {
  let dir: string;
  let program: string;
  before(function () {
    program = peer(this, 'nagios4');
    dir = mkdtempSync(join(tmpdir(), 'worker-'));
    const services = Object.entries(lines).map(([name, line]): TestService => {
      return { name, line, every: 300 };
    });
    writeFileSync(join(dir, 'objects.cfg'), workerObjects(services));
  });
  after(() => rmSync(dir, { recursive: true }));

  /** What Nagios makes of each command, asked for after `prepare`. */
  async function results(prepare: (nagios: Nagios) => Promise<() => Promise<unknown>>) {
    const settings = { service_check_timeout: 10, execute_service_checks: 0 };
    const nagios = await startNagios({ program, objects: [dir], settings });
    const end = await prepare(nagios);
    try {
      nagios.command('START_EXECUTING_SVC_CHECKS');
      const now = Math.floor(Date.now() / 1000);
      for (const name of Object.keys(lines)) {
        nagios.command(`SCHEDULE_FORCED_SVC_CHECK;a;${name};${now}`);
      }
      return await until('all results', () => told(nagios), { every: 200 });
    } finally {
      await end();
      await nagios.stop();
    }
  }

  function told(nagios: Nagios) {
    const services = nagios.status().filter(({ block }) => block === 'servicestatus');
    if (!services.every(({ last_check }) => Number(last_check) > 0)) return undefined;
    return services.map((service) => ({
      name: service.service_description,
      state: service.current_state,
      output: service.plugin_output?.replace(/after [\d.]+ seconds/, 'after a while'),
      long: service.long_plugin_output,
      figures: service.performance_data,
    }));
  }

  it('come to what they come to with the workers of Core', async () => {
    const plugins = [...new Set(Object.values(lines).map((line) => line.split(' ')[0] ?? ''))];
    let said = '';
    const withOurs = results(async (nagios) => {
      const asked = plugins.flatMap((plugin) => ['--plugin', plugin]);
      const worker = startWorker(['--query-socket', nagios.files.querySocket, ...asked]);
      await until(
        'all registrations',
        () => worker.registrations() === plugins.length || undefined,
      );
      return async () => {
        said = await nagios.query('#wproc wpstats');
        return worker.kill();
      };
    });
    const withTheirs = results(async () => async () => undefined);
    const [ours, theirs] = await Promise.all([withOurs, withTheirs]);
    expect(ours).to.deep.equal(theirs);
    // The general pool checked the host; had one of the services come to it, there would be more.
    const started = [...said.matchAll(/jobs_started=(\d+)/g)];
    const jobs = started.reduce((sum, [, count]) => sum + Number(count), 0);
    expect(jobs, said).to.be.at.most(1);
  });
});
