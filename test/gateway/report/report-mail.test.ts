import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../gateway/config.ts';
import { makeCheckpoint } from '../../../gateway/report/checkpoints/make-checkpoint.ts';
import type { ReportMail } from '../../../gateway/report/config.ts';
import { startReportMail } from '../../../gateway/report/report-mail.ts';
import { createReports } from '../../../gateway/report/reports.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { install } from '../installation.ts';
import { minute } from '../samples.ts';
import { key, populate } from './reported-store.ts';

const tina = { name: 'Tina Technical', email: 'tina@customer-a.example' };
const mails: readonly ReportMail[] = [{ customer: 'customer-a', every: 'month', to: [tina] }];
const november = Date.parse('2026-11-01T05:00:00Z');

describe('reports by mail', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-mail-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
    await populate(store);
    await makeCheckpoint(store, { now: minute(600), key });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** Starts mailing at an instant, and answers what lies in the outbox once it has looked. */
  const mailedAt = async (now: number) => {
    const reports = createReports({ store, key, now: () => now, contradicted: () => undefined });
    let looks = 0;
    const parts = { reports, store, baseUrl: 'https://support.example/', now: () => now };
    const alarm = startReportMail({
      ...{ ...parts, mails },
      look: () => {
        looks += 1;
      },
      failed: (error) => {
        throw error;
      },
    });
    await alarm.stop();
    return { entries: await store.outbox.list({}), looks };
  };

  it('go into the outbox once, on the first morning after the month', async () => {
    expect((await mailedAt(november - 1)).entries).to.deep.equal([]);
    const { entries, looks } = await mailedAt(november);
    expect(looks).to.equal(1);
    expect(entries).to.have.length(1);
    const { content } = entries[0] ?? {};
    if (content?.kind !== 'mail') throw new Error('no mail was written');
    expect(content.to).to.deep.equal(tina);
    expect(content.subject).to.equal('Compliance report customer-a, 2026-10-01 to 2026-10-31');
    expect(content.text).to.contain('4 raised: 3 under the guarantees');
    expect(content.text).to.contain(
      'https://support.example/api/v1/reports/compliance.pdf?customer=customer-a&from=2026-10-01&to=2026-10-31',
    );
    expect(content.text).not.to.contain('was due at');
    expect(await mailedAt(november + 1)).to.deep.include({ looks: 0 });
    expect(await store.outbox.list({})).to.have.length(1);
  });

  it('go out late, and say so, when no gateway ran at their time', async () => {
    const [entry] = (await mailedAt(november + 2 * 86_400_000)).entries;
    if (entry?.content.kind !== 'mail') throw new Error('no mail was written');
    expect(entry.content.text).to.contain('was due at Sun 2026-11-01 06:00:00 +01:00');
  });

  it('tell nothing of the time before the installation', async () => {
    const fresh = await openStore({ kind: 'sqlite', path: join(folder, 'fresh.db') });
    const reports = createReports({
      store: fresh,
      key,
      now: () => november,
      contradicted: () => undefined,
    });
    const alarm = startReportMail({
      ...{ mails, reports, store: fresh, baseUrl: undefined, now: () => november },
      ...{ look: () => undefined, failed: console.error },
    });
    await alarm.stop();
    expect(await fresh.outbox.list({})).to.deep.equal([]);
    await fresh.close();
  });

  const wrong: Readonly<Record<string, string>> = {
    'reports: {mail: [{customer: customer-a, to: [tina@customer-a.example]}]}':
      'reports.mail: needs the key mail',
    'mail: {relay: "smtp://127.0.0.1:25", from: a@b.example}\nreports: {mail: [{customer: nobody, to: [t@b.example]}]}':
      'reports.mail[0].customer: there is no customer "nobody"',
    'reports: {mail: [{every: year, to: [t@b.example]}]}':
      'reports.mail[0].every: must be day, week or month, not "year"',
    'reports: {mail: [{to: [somebody]}]}': 'reports.mail[0].to[0]: must be an address',
  };
  for (const [text, message] of Object.entries(wrong)) {
    it(`cannot be configured as ${text.split('\n').at(-1)}`, async () => {
      const { config, remove } = await install();
      try {
        await writeFile(config, `inventory: ./inventory.yaml\nhttp: {}\n${text}\n`);
        expect(() => loadConfig(config)).to.throw(message);
      } finally {
        await remove();
      }
    });
  }
});
