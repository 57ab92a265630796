import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { type Installation, install } from './installation.ts';

const entryPoint = join(import.meta.dirname, '..', '..', 'watchclock.ts');

describe('watchclock gateway', () => {
  let installation: Installation;
  let gateway: GatewayProcess | undefined;
  beforeEach(async () => {
    installation = await install();
  });
  afterEach(async () => {
    await gateway?.kill();
    gateway = undefined;
    await installation.remove();
  });

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [entryPoint, 'gateway', ...args],
      { encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  it('starts, is ready, and stops when it is told to', async () => {
    gateway = await startGateway(installation.config);
    expect((await fetch(`${gateway.url}/readyz`)).status).to.equal(200);
    expect(await gateway.stop()).to.equal(0);
  });

  it('leaves its token in a file that only its user can read, and keeps it', async () => {
    gateway = await startGateway(installation.config);
    expect(statSync(gateway.tokenFile).mode & 0o777).to.equal(0o600);
    const { token } = gateway;
    expect(token).to.have.length.of.at.least(32);
    expect(gateway.log.join()).to.not.contain(token);
    await gateway.stop();
    gateway = await startGateway(installation.config);
    expect(gateway.token).to.equal(token);
  });

  it('says what is wrong with its address and leaves nothing behind', async () => {
    gateway = await startGateway(installation.config);
    const { port } = new URL(gateway.url);
    const { status, stderr } = run('--config', installation.config);
    expect(status).to.equal(1);
    expect(stderr).to.contain(`address already in use 127.0.0.1:${port}`);
  });

  it('only checks with --check', () => {
    expect(run('--config', installation.config, '--check')).to.deep.equal({
      status: 0,
      stdout: `${installation.config}: nothing is wrong\n`,
      stderr: '',
    });
  });

  const wrong: [string, string, string][] = [
    ['an unknown key', 'inventry: ./inventory.yaml\n', '1:1: inventry: there is no such key'],
    [
      'a mail server that takes no mail',
      'inventory: ./inventory.yaml\nhttp: {}\nsmtp: {recipients: []}\n',
      '3:20: smtp.recipients: needs at least 1, and has 0',
    ],
    [
      'an address that is not on the loopback',
      'inventory: ./inventory.yaml\nhttp: {listen: 0.0.0.0:8480}\n',
      '2:16: http.listen: "0.0.0.0" is beyond this machine: give http.tls, or "tls: off" if something else encrypts',
    ],
    [
      'an encryption that it does not have',
      'inventory: ./inventory.yaml\nhttp: {}\nnsca: [{encryption: twofish, password: x}]\n',
      '3:21: nsca[0].encryption: must be one of none (0), xor (1), des (2), 3des (3), cast-128 (4), blowfish (8), rijndael-128 (14); none and xor by name, not "twofish"',
    ],
    [
      'an encryption without a password',
      'inventory: ./inventory.yaml\nhttp: {}\nnsca: [{encryption: xor}]\n',
      '3:8: nsca[0]: password is missing: the encryption xor needs one',
    ],
    [
      'an Alertmanager of nobody',
      'inventory: ./inventory.yaml\nhttp: {}\nalertmanager: {tokens: [{token: x, customer: z}]}\n',
      '3:46: alertmanager.tokens[0].customer: there is no customer "z"',
    ],
    [
      'a webhook without a key',
      'inventory: ./inventory.yaml\nhttp: {}\nwebhooks_in: {x: {secrets: [short], customer: customer-a}}\n',
      '3:29: webhooks_in.x.secrets[0]: must be whsec_ and base64 of 24 to 64 bytes',
    ],
    [
      'a token of nobody',
      'inventory: ./inventory.yaml\nhttp: {}\nnrdp: {tokens: [{token: x, customer: z}]}\n',
      '3:38: nrdp.tokens[0].customer: there is no customer "z"',
    ],
    [
      'nothing that listens',
      'inventory: ./inventory.yaml\n',
      '1:1: http: is missing: nothing would listen',
    ],
    [
      'a store that it does not know',
      'inventory: ./inventory.yaml\nstore: mysql://x\nhttp: {}\n',
      '2:8: store: must be an address such as sqlite:./watchclock.db or postgresql://user@host/db, not "mysql://x"',
    ],
    ['an inventory that is missing', 'inventory: ./nowhere.yaml\nhttp: {}\n', 'nowhere.yaml:1:1:'],
  ];
  for (const [title, text, sentence] of wrong) {
    it(`refuses ${title} and names the place`, () => {
      writeFileSync(installation.config, text);
      const { status, stdout, stderr } = run('--config', installation.config, '--check');
      expect(stderr).to.contain(sentence);
      expect([status, stdout]).to.deep.equal([1, '']);
    });
  }

  const usage: [string[], number, RegExp][] = [
    [[], 2, /--config is missing/],
    [['--confg', 'x'], 2, /Unknown option '--confg'/],
    [['--config', '/nowhere/x.yaml'], 1, /^\/nowhere\/x.yaml:1:1: cannot be read/],
  ];
  for (const [args, status, sentence] of usage) {
    it(`answers ${status} to: ${args.join(' ') || 'nothing'}`, () => {
      const answer = run(...args);
      expect(answer.stderr).to.match(sentence);
      expect([answer.status, answer.stdout]).to.deep.equal([status, '']);
    });
  }

  it('explains itself with an example', () => {
    expect(run('--help')).to.include({ status: 0, stderr: '' });
    expect(run('--help').stdout).to.contain('Example:\n  watchclock gateway --config ');
  });
});
