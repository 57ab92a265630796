import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PersonCommand } from '../../../gateway/command.ts';
import { personal } from '../../../gateway/incident-event.ts';
import type { MessageState } from '../../../gateway/outbox/box.ts';
import { makeCheckpoint } from '../../../gateway/report/checkpoints/make-checkpoint.ts';
import { startReportMail } from '../../../gateway/report/report-mail.ts';
import { createReports } from '../../../gateway/report/reports.ts';
import { freePort } from '../../free-port.ts';
import { type DeliveredMail, type Exim, startExim } from '../../peers/exim.ts';
import { peer } from '../../peers/peer.ts';
import { makeIdentity } from '../../plugins/http/certificates.ts';
import { skip } from '../../skip.ts';
import { until } from '../../until.ts';
import { key } from '../report/reported-store.ts';
import { engineer, minute, notification, report } from '../samples.ts';
import { type Office, openOffice } from './office.ts';

/** 2026-10-16 10:00 in Brussels, a Friday; `samples.ts` counts minutes from there. */
const morning = minute(0);

describe('mail that goes out through a real relay', () => {
  let exim: Exim;
  let office: Office | undefined;
  before(async function () {
    const program = peer(this, 'exim4');
    if (process.getuid?.() !== 0) skip(this, 'only root may start Exim with its own configuration');
    exim = await startExim(program, await freePort());
  });
  after(() => exim?.remove());
  afterEach(async () => {
    await office?.close();
    await office?.remove();
    office = undefined;
  });

  const open = async (more = '', now = morning) => {
    office = await openOffice(config(exim.port, more), now);
    return office;
  };

  it('tells engineers at once, and the customer when it lasts, with number and deadlines', async () => {
    const { intake, at } = await open();
    await raise(intake, 'app-1');
    const [toEngineer] = await exim.delivered('mail to the engineer', 1, about('app-1', 'eva@'));
    expect(toEngineer?.headers.subject).to.equal(
      '[INC-1] new: jira-http on app-1 is CRITICAL: connection refused',
    );
    expect(toEngineer?.headers.from).to.equal('Support <support@support.example>');
    expect(toEngineer?.headers['auto-submitted']).to.equal('auto-generated');
    expect(toEngineer?.headers['message-id']).to.match(
      /^<incident-1\.[\da-f]{24}@support\.example>$/,
    );
    expect(toEngineer?.headers.references).to.equal('<incident-1@support.example>');
    expect(toEngineer?.text).to.contain(
      'response      by Fri 2026-10-16 12:00:00 +02:00 (2:00:00 of service time)',
    );
    expect(toEngineer?.text).to.contain('https://support.example/incidents/1');
    expect(exim.mails().filter(about('app-1', 'tina@'))).to.deep.equal([]);
    at(minute(6));
    const [toCustomer] = await exim.delivered('mail to the customer', 1, about('app-1', 'tina@'));
    expect(toCustomer?.text).to.contain('Incident INC-1 of Customer A was recorded.');
    expect(toCustomer?.text).to.contain(
      'To answer, reply to this mail and leave [INC-1] in its subject.',
    );
  });

  it('brings the customer what was noted for it, and nothing that was not', async () => {
    const { intake } = await open();
    await raise(intake, 'app-1');
    const note = (text: string) => ({ kind: 'note', text: personal(text) }) as const;
    const notes: PersonCommand[] = [
      note('their backup is a mess'),
      { ...note('the index of app-1 is rebuilt'), forCustomer: true },
    ];
    for (const command of notes) {
      await intake.submit({ kind: 'command', incident: 1, command, actor: engineer });
    }
    const words = (text: string) => (mail: DeliveredMail) =>
      mail.text.includes(text) && mail.headers.to?.includes('tina@') === true;
    const [mail] = await exim.delivered('the note', 1, words('the index of app-1 is rebuilt'));
    expect(mail?.headers.subject).to.match(/^\[INC-1\] a word from us: /);
    expect(exim.mails().filter(({ text }) => text.includes('backup is a mess'))).to.deep.equal([]);
  });

  it('acknowledges at once what a customer reports', async () => {
    const { intake } = await open('', minute(1));
    const sent = report({ summary: 'tickets vanish', description: 'three since Monday' });
    await intake.submit({ kind: 'report', report: sent, actor: engineer });
    const [mail] = await exim.delivered('the acknowledgement', 1, about('tickets vanish', 'tina@'));
    expect(mail?.text).to.contain('three since Monday');
    expect(mail?.text).to.contain('intervention  by Fri 2026-10-16 18:00:00 +02:00');
  });

  it('carries the compliance report of the day that has ended, under its digest', async () => {
    const { intake, at, store } = await open();
    await raise(intake, 'app-1');
    await makeCheckpoint(store, { now: morning, key });
    const sixNextDay = Date.parse('2026-10-17T06:00:00+02:00');
    at(sixNextDay);
    const now = () => sixNextDay;
    const reports = createReports({ store, key, now, contradicted: () => undefined });
    const to = [{ name: 'Tina Technical', email: 'tina@customer.example' }];
    const alarm = startReportMail({
      ...{ reports, store, now, baseUrl: 'https://support.example/', failed: console.error },
      mails: [{ customer: 'customer-a', every: 'day', to }],
      look: () => at(sixNextDay),
    });
    const words = 'Compliance report customer-a, 2026-10-16 to 2026-10-16';
    const [mail] = await exim.delivered('the report', 1, about(words, 'tina@'));
    await alarm.stop();
    const day = { from: '2026-10-16', to: '2026-10-16' };
    const { digest } = await reports.compliance({ customer: 'customer-a', period: day });
    expect(mail?.text).to.contain('1 raised: 1 under the guarantees');
    expect(mail?.text).to.contain(`digest sha256:${digest}`);
    expect(mail?.text).to.contain('/api/v1/reports/compliance.pdf?customer=customer-a&from=');
  });

  it('tells the customer nothing of what recovers by itself, and of its end only who heard of it', async () => {
    const { intake, at, store } = await open();
    await raise(intake, 'n-1');
    const cleared = notification({ host: 'n-1', service: 'load', type: 'RECOVERY', keys: ['r1'] });
    await intake.submit({ kind: 'signal', signal: cleared });
    at(minute(30));
    await until('the resolution', async () =>
      (await store.incident(1))?.status === 'resolved' ? true : undefined,
    );
    at(minute(31));
    await statesAre(store, ['sent', 'sent', 'skipped', 'skipped']);
    expect(exim.mails().filter(about('n-1', 'tina@'))).to.deep.equal([]);
    const mails = await exim.delivered('both mails', 2, about('n-1', 'eva@'));
    // Exim delivers each in a process of its own, in any order.
    const resolved = mails.find(({ headers }) => headers.subject?.includes('[INC-1] resolved: '));
    expect(resolved?.text).to.contain('It recovered by itself.');
  });

  it('asks, tells how it stands and how it ended, in one conversation', async () => {
    const { intake } = await open('', minute(5));
    const summary = 'the board is empty';
    await intake.submit({ kind: 'report', report: report({ summary }), actor: engineer });
    const tell = (command: PersonCommand) =>
      intake.submit({ kind: 'command', incident: 1, command, actor: engineer });
    await tell({
      kind: 'information-requested',
      id: null,
      whom: personal('Tina'),
      what: personal('the log\n.\nof today'),
    });
    await tell({ kind: 'information-received', id: 'r1', text: personal('') });
    const customer = { kind: 'customer', name: personal('Tina') } as const;
    const note = { kind: 'note', text: personal('it is back now and then') } as const;
    await intake.submit({ kind: 'command', incident: 1, command: note, actor: customer });
    await tell({ kind: 'intervention-started' });
    await tell({ kind: 'update-posted', text: personal('we found the cause') });
    await tell({ kind: 'resolved', cause: personal('a full disk') });
    const mails = await exim.delivered('all mails', 4, about(summary, 'tina@'));
    expect(mails.map(({ headers }) => headers.subject).sort()).to.deep.equal([
      `[INC-1] new: ${summary}`,
      `[INC-1] resolved: ${summary}`,
      `[INC-1] status update: ${summary}`,
      `[INC-1] we need something from you: ${summary}`,
    ]);
    const [answer] = await exim.delivered('the answer', 1, about('it is back now', 'eva@'));
    expect(answer?.headers.subject).to.equal(`[INC-1] the customer answers: ${summary}`);
    const texts = mails.map(({ text }) => text).join('\n');
    expect(texts).to.contain('For Tina (request r1):\n  the log\n  .\n  of today\n');
    expect(texts).to.contain('we found the cause');
    expect(texts).to.contain('a full disk');
    expect(texts).to.match(/response {6}met \(0:05:00 of 4:00:00 of service time\)/);
    expect(new Set(mails.map(({ headers }) => headers['in-reply-to']))).to.deep.equal(
      new Set(['<incident-1@support.example>']),
    );
    expect(new Set(mails.map(({ headers }) => headers['message-id'])).size).to.equal(4);
  });

  it('makes one mail of many new incidents', async () => {
    const { intake, store } = await open('', minute(2));
    const hosts = Array.from({ length: 9 }, (_, n) => `n-${n + 1}`);
    await Promise.all(hosts.map((host) => raise(intake, host, `storm-${host}`)));
    await statesAre(store, [...Array(9).fill('sent'), ...Array(9).fill('waiting')]);
    const [digest] = await exim.delivered('the digest', 1, about('storm-n', 'eva@'));
    expect(digest?.headers.subject).to.match(/^9 new incidents: /);
    for (const host of hosts) expect(digest?.text).to.contain(`storm-${host}`);
  });

  it('lets one reader have no more than a few first mails in a while, and then one about the rest', async () => {
    const { intake, at, store } = await open('', minute(2));
    const first = Array.from({ length: 5 }, (_, n) => `n-${n + 1}`);
    for (const [index, host] of first.entries()) {
      await raise(intake, host, `trickle-${host}`);
      await exim.delivered('a first mail', index + 1, about('trickle-n', 'eva@'));
    }
    const rest = Array.from({ length: 6 }, (_, n) => `n-${n + 6}`);
    for (const host of rest) await raise(intake, host, `trickle-${host}`);
    const held = await until('those that wait', async () => {
      const waiting = await store.outbox.list({ state: ['waiting'] });
      const all = waiting.filter(({ why }) => why === 'many incidents at once');
      return all.length === rest.length ? all : undefined;
    });
    expect(new Set(held.map(({ dueAt }) => dueAt)).size).to.equal(1);
    expect(exim.mails().filter(about('trickle-n', 'eva@'))).to.have.length(5);
    at(held[0]?.dueAt ?? 0);
    const mails = await exim.delivered('the digest', 6, about('trickle-n', 'eva@'));
    expect(mails.at(-1)?.headers.subject).to.match(/^6 new incidents: /);
  });

  it('lets engineers sleep, but not through severity A', async () => {
    const quiet = 'quiet: {hours: 22:00-07:00}';
    const night = minute(14 * 60);
    const { intake, at, store } = await open(quiet, night);
    await raise(intake, 'n-5', 'not-so-bad', { state: 'WARNING', at: night });
    await raise(intake, 'app-1', 'all-is-lost', { at: night });
    await exim.delivered('the grave one', 1, about('all-is-lost', 'eva@'));
    const waiting = await until('the one that waits', async () =>
      (await store.outbox.list({ incident: 1 })).find(
        ({ content, why }) =>
          content.kind === 'incident-mail' && content.role === 'engineer' && why !== null,
      ),
    );
    expect(waiting).to.include({ state: 'waiting', why: 'quiet hours, 22:00-07:00' });
    expect(waiting?.dueAt).to.equal(minute(21 * 60));
    expect(waiting?.attempts).to.equal(0);
    at(minute(21 * 60));
    await exim.delivered('the other one', 1, about('not-so-bad', 'eva@'));
  });

  it('keeps what a relay does not take, and gives up what it never will', async () => {
    const { intake, store, at } = await open('', minute(3));
    await exim.stop();
    await raise(intake, 'n-7', 'while-away');
    const [failed] = await until('an attempt', async () => {
      const entries = await store.outbox.list({ state: ['waiting'] });
      return entries.some(({ attempts }) => attempts > 0)
        ? entries.filter(({ attempts }) => attempts > 0)
        : undefined;
    });
    expect(failed?.why).to.contain('ECONNREFUSED');
    await exim.start();
    at((failed?.dueAt ?? 0) + 1);
    await exim.delivered('the mail', 1, about('while-away', 'eva@'));
    const to = { name: 'Nobody', email: 'nobody@support.example' };
    const content = { kind: 'mail', to, subject: 'hello', text: 'hello', incident: null } as const;
    await store.outbox.put([{ key: 'to nobody', content }], minute(3));
    at(minute(30));
    const [dead] = await until('the dead letter', async () => {
      const entries = await store.outbox.list({ state: ['dead'] });
      return entries.length > 0 ? entries : undefined;
    });
    expect(dead).to.include({ attempts: 1, why: '550 there is no such user' });
  });
});

describe('a relay that asks who we are', () => {
  it('hears it inside TLS, with a certificate that is checked', async function () {
    const program = peer(this, 'exim4');
    if (process.getuid?.() !== 0) skip(this, 'only root may start Exim with its own configuration');
    const dir = mkdtempSync(join(tmpdir(), 'relay-'));
    const wanted = { subject: '/CN=relay', until: new Date(2040, 0), names: 'IP:127.0.0.1' };
    const { certFile: cert, keyFile: key } = await makeIdentity(dir, 'relay', wanted);
    // Exim reads them as a user of its own.
    for (const path of [dir, key]) chmodSync(path, 0o755);
    const login = { user: 'watchclock', password: 'a-password-of-the-tests' };
    const exim = await startExim(program, await freePort(), { tls: { cert, key }, login });
    const mail = `mail: {relay: "smtp://watchclock@127.0.0.1:${exim.port}", password: a-password-of-the-tests, from: support@support.example, tls: required, ca: ${cert}}\n`;
    const office = await openOffice(mail, morning);
    try {
      await raise(office.intake, 'n-2', 'behind-tls');
      await exim.delivered('the mail', 1, about('behind-tls', 'eva@'));
      expect(JSON.stringify(await office.store.outbox.list({}))).to.not.contain(login.password);
    } finally {
      await office.close();
      await office.remove();
      await exim.remove();
      rmSync(dir, { recursive: true });
    }
  });
});

function config(port: number, more: string): string {
  return `mail:\n  relay: smtp://127.0.0.1:${port}\n  from: Support <support@support.example>\n  ${more}\n`;
}

function about(words: string, to: string) {
  return ({ headers, text }: DeliveredMail) =>
    headers['envelope-to']?.startsWith(to) === true &&
    (text.includes(words) || headers.subject?.includes(words) === true);
}

function raise(
  intake: Office['intake'],
  host: string,
  output = 'connection refused',
  change: Parameters<typeof notification>[0] = {},
) {
  const service = host === 'app-1' ? 'jira-http' : 'load';
  const signal = notification({ host, service, output, keys: [output + host], ...change });
  return intake.submit({ kind: 'signal', signal });
}

async function statesAre(store: Office['store'], wanted: readonly MessageState[]) {
  await until(`messages are ${wanted.join(', ')}`, async () => {
    const states = (await store.outbox.list({})).map(({ state }) => state).sort();
    return states.join() === [...wanted].sort().join() ? true : undefined;
  });
}
