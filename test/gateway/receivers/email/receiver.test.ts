import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { correspondentOf } from '../../../../gateway/directory/correspondents.ts';
import { inventoryDirectory } from '../../../../gateway/directory/inventory-directory.ts';
import type { RefusalReason } from '../../../../gateway/door/door.ts';
import type { Listener } from '../../../../gateway/door/listener.ts';
import { BusyError, createIntake, type Intake } from '../../../../gateway/intake.ts';
import { startEmail } from '../../../../gateway/receivers/email/receiver.ts';
import { recipientsOf } from '../../../../gateway/receivers/email/recipients.ts';
import { openStore } from '../../../../gateway/store/open.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import { loadInventory } from '../../../../nagios-config/inventory.ts';
import { glob } from '../../../../plugins/settings/glob.ts';
import { peer } from '../../../peers/peer.ts';
import { periods } from '../../samples.ts';
import { speakSmtp } from './smtp-client.ts';

const run = promisify(execFile);

const inventoryText = `
engineers: [{name: Eva Engineer, email: eva@support.example}]
customers:
  a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts:
      technical: {name: Tina, email: tina@a.example}
      issuers: [{name: Ida, email: ida@a.example}]
    hosts: {app-1: {address: 127.0.0.1}}
  b:
    name: Customer B
    plan: standard
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Ben, email: ben@b.example}}
    hosts: {app-2: {address: 127.0.0.1}}
`;

const config = {
  listen: { host: '127.0.0.1', port: 0 },
  recipients: [glob('support@support.example')],
  max_size: 100_000,
  per_hour: 20,
};

describe('the e-mail door', () => {
  let folder: string;
  let store: Store;
  let intake: Intake;
  let listener: Listener;
  let refusals: RefusalReason[];
  let submit: Intake['submit'];

  const open = async (change: Partial<Parameters<typeof startEmail>[0]> = {}) => {
    const inventory = loadInventory(join(folder, 'inventory.yaml'));
    listener = await startEmail(
      { ...config, ...change },
      {
        door: { refuse: (reason) => refusals.push(reason), now: Date.now },
        deliver: (mail) => submit({ kind: 'mail', mail }),
        correspondentOf: (address) => correspondentOf(inventory, address),
        ...recipientsOf(config, { from: undefined, baseUrl: undefined }),
      },
    );
    return listener.address.port;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-mail-'));
    await writeFile(join(folder, 'inventory.yaml'), inventoryText);
    store = await openStore({ kind: 'sqlite', path: join(folder, 'store.db') });
    const inventory = inventoryDirectory(loadInventory(join(folder, 'inventory.yaml')));
    intake = createIntake({ store, directory: () => inventory, periods, now: Date.now });
    submit = intake.submit;
    refusals = [];
  });
  afterEach(async () => {
    await listener.close();
    await intake.stop();
    await store.close();
    await rm(folder, { recursive: true });
  });

  let count = 0;
  const mail = (change: Record<string, string> = {}, body = 'It is slow.') => {
    const headers = { From: 'Ida <ida@a.example>', Subject: '[B] Jira is slow' };
    const id = { 'Message-ID': `<${++count}@a.example>` };
    const all = Object.entries({ ...headers, ...id, ...change });
    return [...all.map(([name, value]) => `${name}: ${value}`), '', body];
  };
  const last = async (sending: Parameters<typeof speakSmtp>[0]) =>
    (await speakSmtp(sending)).at(-1);
  const kinds = async (id: number) => (await store.history(id)).map(({ event }) => event.kind);

  it('makes an incident of what the real swaks sends, with its attachment', async function () {
    const program = peer(this, 'swaks');
    const port = await open();
    await writeFile(join(folder, 'log.txt'), 'hello');
    const { stdout } = await run(program, [
      ...['--server', `127.0.0.1:${port}`, '--from', 'ida@a.example'],
      ...['--to', 'support@support.example', '--header', 'Subject: [A] Jira is down'],
      ...['--body', 'Nobody can work.', '--attach-name', 'log.txt'],
      ...['--attach-type', 'text/plain', '--attach', `@${join(folder, 'log.txt')}`],
    ]);
    expect(stdout).to.contain('250 2.0.0 incident 1');
    const incident = await store.incident(1);
    expect(incident).to.include({ summary: 'Jira is down', severity: 'A', status: 'open' });
    expect(incident?.raised).to.include({ customer: 'a', source: 'e-mail' });
    const [, attached] = await store.history(1);
    if (attached?.event.kind !== 'attached') throw new Error('nothing is attached');
    expect(attached.event).to.deep.include({ name: { personal: 'log.txt' }, size: 5 });
    const content = await store.attachments.content(attached.event.digest);
    expect(content?.toString()).to.equal('hello');
  });

  it('takes a mail that is sent twice once', async () => {
    const port = await open();
    const lines = mail();
    expect(await last({ port, lines })).to.equal('250 2.0.0 incident 1');
    expect(await last({ port, lines })).to.equal('250 2.0.0 known already');
    expect(await store.list({})).to.have.length(1);
  });

  it('lets replies land on their incident, by subject and by reference', async () => {
    const port = await open();
    await speakSmtp({ port, lines: mail() });
    const subject = mail({ Subject: 'Re: [INC-1] Jira is slow' });
    expect(await last({ port, lines: subject })).to.equal('250 2.0.0 incident 1');
    const reference = mail({
      'In-Reply-To': '<incident-1.ab@support.example>',
      From: 'tina@a.example',
    });
    expect(await last({ port, lines: reference })).to.equal('250 2.0.0 incident 1');
    const engineer = mail({ From: 'eva@support.example', Subject: '[INC-1]' });
    expect(await last({ port, lines: engineer })).to.equal('250 2.0.0 incident 1');
    expect(await kinds(1)).to.deep.equal(['raised', 'note', 'note', 'note']);
  });

  it('takes the customer’s reply for the answer to the one open question', async () => {
    const port = await open();
    await speakSmtp({ port, lines: mail() });
    const [whom, what] = [{ personal: 'Ida' }, { personal: 'since when?' }];
    const command = { kind: 'information-requested', id: 'r1', whom, what } as const;
    const actor = { kind: 'engineer', name: { personal: 'Eva' } } as const;
    await intake.submit({ kind: 'command', incident: 1, command, actor });
    await speakSmtp({ port, lines: mail({ Subject: 'Re: [INC-1]' }) });
    expect((await kinds(1)).at(-1)).to.equal('information-received');
  });

  it('makes a new incident of a reply to somebody else’s', async () => {
    const port = await open();
    await speakSmtp({ port, lines: mail() });
    const lines = mail({ From: 'ben@b.example', Subject: 'Re: [INC-1] Jira is slow' });
    expect(await last({ port, lines })).to.equal('250 2.0.0 incident 2');
    expect(await kinds(1)).to.deep.equal(['raised']);
    expect((await store.incident(2))?.raised.customer).to.equal('b');
  });

  it('passes nothing on to others, and counts it', async () => {
    const port = await open();
    const answer = await last({ port, to: ['x@elsewhere.example'], lines: mail() });
    expect(answer).to.match(/^550 5\.7\.1 no mail for x@elsewhere\.example/);
    expect(refusals).to.deep.equal(['not allowed']);
  });

  const refused: [string, Record<string, string>, RegExp, RefusalReason][] = [
    ['strangers', { From: 'x@y.example' }, /^550 5\.7\.1 .*x@y\.example/, 'not allowed'],
    ['an engineer’s mail about nothing', { From: 'eva@support.example' }, /^550/, 'not allowed'],
    ['an automatic answer', { 'Auto-Submitted': 'auto-replied' }, /^250 .*nothing/, 'automatic'],
  ];
  for (const [title, change, answer, reason] of refused) {
    it(`makes nothing of ${title}, and counts it`, async () => {
      expect(await last({ port: await open(), lines: mail(change) })).to.match(answer);
      expect(refusals).to.deep.equal([reason]);
      expect(await store.list({})).to.deep.equal([]);
    });
  }

  it('makes nothing of a bounce', async () => {
    expect(await last({ port: await open(), from: '', lines: mail() })).to.match(/^250/);
    expect(refusals).to.deep.equal(['automatic']);
  });

  it('refuses what is too large, and goes on', async () => {
    const port = await open();
    const body = `${'x'.repeat(900)}\r\n`.repeat(120);
    expect(await last({ port, lines: mail({}, body) })).to.match(/^552 5\.3\.4/);
    expect(await last({ port, lines: mail() })).to.equal('250 2.0.0 incident 1');
  });

  it('takes no more mails of one sender than agreed, for now', async () => {
    const port = await open({ per_hour: 1 });
    await speakSmtp({ port, lines: mail() });
    expect(await last({ port, lines: mail() })).to.match(/^450 4\.7\.1/);
    expect(await last({ port, lines: mail({ From: 'tina@a.example' }) })).to.match(/^250/);
  });

  it('asks to come again while nothing can be kept', async () => {
    submit = () => Promise.reject(new BusyError('the store is away'));
    expect(await last({ port: await open(), lines: mail() })).to.match(/^451 4\.3\.0/);
    expect(refusals).to.deep.equal(['busy']);
  });

  it('encrypts where it has a certificate', async function () {
    const program = peer(this, 'swaks');
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=localhost', '-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], {
      stdio: 'ignore',
    });
    const port = await open({ tls: { cert, key } });
    const to = ['--to', 'support@support.example', '--from', 'ida@a.example', '--tls'];
    const { stdout } = await run(program, ['--server', `127.0.0.1:${port}`, ...to]);
    expect(stdout).to.match(/TLS started/);
    expect(stdout).to.contain('incident 1');
  });

  it('offers neither encryption nor signing in where there is none', async () => {
    const port = await open();
    const answers = await speakSmtp({ port, lines: mail() });
    expect(answers.join('\n')).to.not.match(/STARTTLS|AUTH/);
  });
});
