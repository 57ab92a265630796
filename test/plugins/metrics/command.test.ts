import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { single } from '../../../plugins/metrics/metric.ts';
import { type MetricsDoor, serveMetrics } from '../../../plugins/metrics/serve.ts';

const program = join(import.meta.dirname, '../../../watchclock.ts');

async function status(...args: string[]) {
  const child = spawn(process.execPath, [program, 'status', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'exit');
  const [stdout, stderr] = await said;
  return { code, stdout, stderr };
}

describe('watchclock status', () => {
  let door: MetricsDoor;
  before(async () => {
    const read = () => [single('counter', 'jobs_total', 'Jobs.', 7)];
    door = await serveMetrics({ host: '127.0.0.1', port: 0 }, read);
  });
  after(() => door.close());

  it('shows the figures of a process that answers', async () => {
    const { code, stdout } = await status(door.address);
    expect(code).to.equal(0);
    expect(stdout).to.equal(`${door.address}: answers\n  jobs_total 7\n`);
  });

  it('names the one that does not answer, and shows the others', async () => {
    const { code, stdout, stderr } = await status('127.0.0.1:1', door.address);
    expect(code).to.equal(1);
    expect(stderr).to.match(/^watchclock status: 127\.0\.0\.1:1: .*ECONNREFUSED/);
    expect(stdout).to.contain('jobs_total 7');
  });

  it('refuses what is no address', async () => {
    const { code, stderr } = await status('here');
    expect(code).to.equal(2);
    expect(stderr).to.contain('not an address such as 127.0.0.1:9117: "here"');
  });

  it('explains itself, with an example', async () => {
    const { code, stdout } = await status('--help');
    expect(code).to.equal(0);
    expect(stdout).to.match(/Example:\n {2}watchclock status /);
  });

  it('finds metrics at /metrics only', async () => {
    expect((await fetch(`http://${door.address}/`)).status).to.equal(404);
    const { headers } = await fetch(`http://${door.address}/metrics`);
    expect(headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8');
  });
});
