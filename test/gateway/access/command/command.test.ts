import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { type GatewayProcess, startGateway } from '../../gateway-process.ts';
import { type Installation, install } from '../../installation.ts';

const program = join(import.meta.dirname, '../../../../watchclock.ts');

describe('watchclock account', () => {
  let installation: Installation;
  let gateway: GatewayProcess;
  before(async () => {
    installation = await install();
    gateway = await startGateway(installation.config);
  });
  after(async () => {
    await gateway.stop();
    await installation.remove();
  });

  const run = async (args: readonly string[], input = '') => {
    const child = spawn(process.execPath, [program, 'account', ...args]);
    child.stdin.end(input);
    const [out, err, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number]>,
    ]);
    return { status, out, err };
  };
  const account = (args: string, input = '') =>
    run([...args.split(' '), '--config', installation.config], input);
  const signIn = (name: string, password: string) =>
    fetch(`${gateway.url}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ account: name, password }),
      redirect: 'manual',
    });
  const read = (token?: string) =>
    fetch(`${gateway.url}/api/v1/incidents`, {
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    });

  it('makes the first lead while the gateway runs, from when on everybody signs in', async () => {
    expect((await read()).status).to.equal(200);
    const engineer = await account('add eva --role engineer', 'a good password\n');
    expect([engineer.status, engineer.err]).to.deep.equal([
      1,
      'watchclock account: the first account must be a lead, who can help the others, not engineer\n',
    ]);
    const lead = await account('add lea --role lead --display Lea', 'a good password\nmore\n');
    expect([lead.status, lead.out]).to.deep.equal([0, 'lea may sign in as lead\n']);
    expect((await read()).status).to.equal(401);
    expect((await read(gateway.token)).status).to.equal(200);
    expect((await signIn('lea', 'a good password')).status).to.equal(303);
    expect((await signIn('lea', 'a good password\nmore')).status).to.equal(403);
    const kept = await readFile(installation.store);
    expect(kept.includes('a good password')).to.equal(false);
  });

  it('adds a customer’s contact of a customer that there is', async () => {
    const wrong = await account(
      'add tina --role customer --customer customer-x',
      'a good password',
    );
    expect([wrong.status, wrong.err]).to.deep.equal([
      1,
      'watchclock account: --customer: there is no customer "customer-x" in the inventory (did you mean "customer-a"?)\n',
    ]);
    const added = await account(
      'add tina --role customer --customer customer-a',
      'a good password',
    );
    expect(added.out).to.equal('tina may sign in as customer of customer-a\n');
    const { out } = await account('list');
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).to.deep.equal([
      ['name', 'role', 'customer', 'state', 'display name'],
      ['lea', 'lead', '-', 'active', 'Lea'],
      ['tina', 'customer', 'customer-a', 'active', 'tina'],
      [''],
    ]);
  });

  it('changes passwords, and disables and enables accounts', async () => {
    expect((await account('password tina', 'another password')).status).to.equal(0);
    expect((await signIn('tina', 'a good password')).status).to.equal(403);
    expect((await signIn('tina', 'another password')).status).to.equal(303);
    expect((await account('disable tina')).out).to.equal('tina: disabled; its sessions are over\n');
    expect((await signIn('tina', 'another password')).status).to.equal(403);
    await account('enable tina');
    expect((await signIn('tina', 'another password')).status).to.equal(303);
    const change = await account('change tina --role auditor');
    expect(change.out).to.equal('tina: auditor, tina; its sessions are over\n');
  });

  it('makes tokens that work at once, and revokes them', async () => {
    const made = await account('token add lea --scope read,results --label reporting --days 3');
    const token = made.out.trim();
    expect((await read(token)).status).to.equal(200);
    const { out } = await account('token list');
    expect(out)
      .to.match(/\b[0-9a-f]{8} +lea +read,results +\S+Z +reporting\n/)
      .and.not.contain(token);
    const id = /\b[0-9a-f]{8}\b/.exec(out)?.[0];
    expect((await account(`token revoke ${id}`)).status).to.equal(0);
    expect((await read(token)).status).to.equal(401);
    expect((await account(`token revoke ${id}`)).err).to.contain(`there is no token "${id}"`);
  });

  it('shows the audit log', async () => {
    const { status, out } = await account('audit');
    expect(status).to.equal(0);
    expect(out).to.match(/account added +the command line +lea: lead +-\n/);
    expect(out).to.match(/signed in +tina +password +127\.0\.0\.1\n/);
  });

  const wrong: [string, RegExp][] = [
    ['', /what is to be done\?/],
    ['ad eva', /no such action: "ad" \(did you mean "add"\?\)/],
    ['add --role lead --config x', /add: whose account\?/],
    ['add Eva --role lead --config x', /not a name of an account .*: "Eva"/],
    ['add eva --role boss --config x', /--role: must be one of engineer, .* not "boss"/],
    ['add eva --role lead', /--config is missing/],
    ['list eva --config x', /list: one too many: "eva"/],
    ['list --role lead --config x', /list: takes no --role/],
    ['token add eva --config x', /--scope is missing/],
    ['token add eva --scope all --config x', /--scope: must be among read, .* not "all"/],
    ['token add eva --scope read --days 0 --config x', /--days: .* not "0"/],
    ['add eva --role lead --password x --config x', /--password/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses "${args}" with exit status 2`, async () => {
      const { status, err } = await run(args.split(' ').filter((word) => word !== ''));
      expect(status).to.equal(2);
      expect(err).to.match(message).and.to.contain('Usage: watchclock account');
    });
  }

  it('refuses short passwords, unknown accounts and names that are taken', async () => {
    const refusals: [string, string, RegExp][] = [
      ['add tom --role engineer', 'short', /must have 12 to 1000 characters, not 5/],
      ['add tom --role engineer', '', /not 0/],
      ['add lea --role engineer', 'a good password', /"lea" is there already/],
      ['disable le', '', /there is no account "le" \(did you mean "lea"\?\)/],
      ['change lea', '', /nothing is to be changed/],
      ['add tom --role customer', 'a good password', /--customer: is missing/],
      ['add tom --role lead --customer customer-a', 'a good password', /leads see every customer/],
    ];
    for (const [args, input, message] of refusals) {
      const { status, err } = await account(args, input);
      expect(status, args).to.equal(1);
      expect(err).to.match(message);
    }
  });

  it('shows how it is called, with an example', async () => {
    const { status, out } = await run(['--help']);
    expect(status).to.equal(0);
    expect(out).to.contain('Example:');
  });

  it('says what is wrong with a configuration', async () => {
    const path = join(installation.folder, 'wrong.yaml');
    await writeFile(path, 'inventry: x\n');
    const { status, err } = await run(['list', '--config', path]);
    expect(status).to.equal(1);
    expect(err).to.match(/wrong\.yaml:1:1: inventry: /);
  });
});
