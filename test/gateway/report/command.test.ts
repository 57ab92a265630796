import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { command as report } from '../../../gateway/report/command.ts';
import { command as verify } from '../../../gateway/report/verify/command.ts';
import { runCommand } from './commands.ts';
import { populatedPlace } from './reported-store.ts';

const october = ['--from', '2026-10-01', '--to', '2026-10-31'];

describe('watchclock report and verify', () => {
  let place: Awaited<ReturnType<typeof populatedPlace>>;
  let store: string;
  before(async () => {
    place = await populatedPlace();
    store = `sqlite:${place.path}`;
  });
  after(() => place?.remove());

  it('print a report as text, JSON, CSV or PDF', async () => {
    const text = await run('report', '--store', store, ...october);
    expect(text).to.include({ status: 0, stderr: '' });
    expect(text.stdout).to.contain('5 raised: 4 under the guarantees').and.to.contain('Missed');
    const json = await run('report', '--store', store, ...october, '--format=json');
    expect(JSON.parse(json.stdout).incidents.raised).to.equal(5);
    const own = ['--customer', 'customer-b', '--format', 'csv', '--from-log'];
    const csv = await run('report', '--store', store, ...october, ...own);
    expect(csv.stdout.split('\r\n')).to.have.length(4);
    const output = join(place.folder, 'october.pdf');
    await run('report', '--store', store, ...october, '--format', 'pdf', '-o', output);
    expect((await readFile(output)).subarray(0, 5).toString()).to.equal('%PDF-');
  });

  it('write a bundle that verifies, with the key that was published', async () => {
    const bundle = join(place.folder, 'october.bundle');
    const written = await run('report', '--store', store, ...october, '--bundle', bundle);
    expect(written.status, written.stderr).to.equal(0);
    const { stdout: key } = await run('report', '--store', store, '--public-key');
    expect(key).to.match(/^[0-9a-f]{64}\n$/);
    const found = await run('verify', bundle, '--key', key.trim());
    expect(found.stderr).to.equal('');
    expect(found.status).to.equal(0);
    expect(found.stdout).to.contain('everything agrees');
    const digest = /sha256:[0-9a-f]{64}/.exec(written.stdout)?.[0];
    expect(found.stdout).to.contain(digest);
    const { mode } = await stat(join(place.folder, 'watchclock-signing.key'));
    expect(mode & 0o777).to.equal(0o600);
  });

  it('say what differs in a bundle that was changed', async () => {
    const bundle = join(place.folder, 'changed.bundle');
    await run('report', '--store', store, ...october, '--bundle', bundle);
    const text = await readFile(bundle, 'utf8');
    await writeFile(bundle, text.replace('"missed":2', '"missed":1'));
    const found = await run('verify', bundle);
    expect(found).to.include({ status: 1, stdout: '' });
    expect(found.stderr).to.match(/: the report says 1, recomputed it is 2$/m);
    expect(found.stderr).to.contain('the bundle was changed since it was written');
  });

  const wrong: readonly (readonly [
    args: Parameters<typeof run>,
    status: number,
    message: string,
  ])[] = [
    [['report'], 2, 'either --config or --store is needed'],
    [['report', '--store', 'sqlite:x', '--from', 'May'], 2, '--from: not a day YYYY-MM-DD: "May"'],
    [['report', '--store', 'sqlite:x', '--format', 'doc'], 2, '--format: must be one of text'],
    [['report', '--store', 'sqlite:./no/such.db'], 1, 'no/such.db: there is no such store'],
    [['report', '--store', 'mysql:x'], 1, '--store: not an address such as sqlite:FILE: "mysql:x"'],
    [['verify'], 2, 'which bundle?'],
    [['verify', 'no-such.bundle'], 1, 'no-such.bundle'],
    [['verify', 'a', 'b'], 2, 'one too many: "b"'],
    [['verify', 'a', '--key', '12'], 2, '--key: neither a public key of 64'],
    [['verify', import.meta.filename], 1, 'this is no bundle of watchclock'],
  ];
  for (const [args, status, message] of wrong) {
    it(`end with ${status} for ${args.join(' ').replace(import.meta.filename, 'a foreign file')}`, async () => {
      const ended = await run(...args);
      expect(ended.stderr).to.contain(message);
      expect(ended.status).to.equal(status);
    });
  }

  it('tell how they are used, with an example', async () => {
    for (const name of ['report', 'verify'] as const) {
      const { stdout, status } = await run(name, '--help');
      expect(status).to.equal(0);
      expect(stdout).to.contain(`Usage: watchclock ${name}`).and.to.contain('Example:');
    }
  });
});

function run(name: 'report' | 'verify', ...args: readonly string[]) {
  return runCommand({ report, verify }[name], ...args);
}
