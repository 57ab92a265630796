import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { configCommand, everyReach, folderOf } from './example.ts';

describe('watchclock config secrets', () => {
  const folder = folderOf({ after });
  const inventory = join(folder, 'inventory.yaml');
  const secrets = join(folder, 'secrets');
  const file = join(secrets, 'customer-a');
  before(() => writeFileSync(inventory, everyReach));

  const run = (...more: string[]) =>
    configCommand('secrets', '--inventory', inventory, '--folder', secrets, ...more);

  it('makes what is missing, for its user alone, and prints none', async () => {
    expect(await run()).to.deep.equal({ status: 0, out: 'customer-a: made\n', err: '' });
    expect(readFileSync(file, 'utf8')).to.match(/^[\w-]{43}\n$/);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(secrets).mode & 0o777).to.equal(0o700);
  });

  it('leaves what is there, and renews it when asked, keeping the old one', async () => {
    const old = readFileSync(file, 'utf8');
    expect((await run()).out).to.equal('customer-a: is there\n');
    expect(readFileSync(file, 'utf8')).to.equal(old);
    const renewed = await run('--rotate', 'customer-a');
    expect(renewed.out).to.equal('customer-a: made anew; the old one is customer-a.old\n');
    expect(readFileSync(`${file}.old`, 'utf8')).to.equal(old);
    expect(readFileSync(file, 'utf8')).to.not.equal(old);
  });

  it('knows no other customers', async () => {
    const { status, err } = await run('--rotate', 'custmer-a');
    expect(status).to.equal(2);
    expect(err).to.contain(
      'no customer "custmer-a" has hosts that send their results (did you mean "customer-a"?)',
    );
  });
});
