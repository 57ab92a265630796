import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createIntake, type Intake } from '../../../gateway/intake.ts';
import { type Freshness, startFreshness } from '../../../gateway/results/freshness.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { until } from '../../until.ts';
import { minute, notification, periods, result, directory as usual } from '../samples.ts';

describe('results that do not come', () => {
  let folder: string;
  let store: Store;
  let intake: Intake;
  let freshness: Freshness | undefined;
  let now: number;
  const failures: unknown[] = [];
  let staleAfter: number;
  const directory = {
    ...usual,
    expected: [{ host: 'app-9', service: 'load' }],
    judging: () => ({ ...usual.judging({ host: 'app-9', service: 'load' }), staleAfter }),
  };
  beforeEach(async () => {
    staleAfter = 6 * 60_000;
    folder = await mkdtemp(join(tmpdir(), 'watchclock-freshness-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
    now = minute(0);
    intake = createIntake({ store, directory: () => directory, periods, now: () => now });
  });
  afterEach(async () => {
    await freshness?.stop();
    await intake.stop();
    await store.close();
    await rm(folder, { recursive: true });
    expect(failures.splice(0)).to.deep.equal([]);
  });

  const start = async () => {
    const failed = (error: unknown) => failures.push(error);
    const parts = { store, intake, directory: () => directory, now: () => now, failed };
    freshness = await startFreshness(parts);
  };
  const hear = (change: Parameters<typeof result>[0]) =>
    intake.submit({ kind: 'signal', signal: result({ state: 'OK', at: now, ...change }) });
  const silence = (service: string | null, host = 'app-1') =>
    intake.submit({ kind: 'silence', watched: { customer: 'customer-a', host, service } });
  const open = async () => (await store.list({})).map(({ summary }) => summary);

  it('makes an incident of a service that was silent for too long, dated when it was', async () => {
    await hear({});
    await hear({ service: 'load' });
    now = minute(5);
    await hear({ service: 'load' });
    now = minute(7);
    await silence('jira-http');
    expect(await open()).to.deep.equal([
      'jira-http on app-1 is UNKNOWN: no result of this for 360 s (last from http:agent); its sender leaves it out, or is gone',
    ]);
    expect((await store.incident(1))?.raisedAt).to.equal(minute(6));
  });

  it('makes nothing of it when a result came in the meantime', async () => {
    await hear({});
    now = minute(7);
    await hear({});
    await silence('jira-http');
    expect(await open()).to.deep.equal([]);
  });

  it('makes one incident of a host of which nothing is heard, and clears it when something is', async () => {
    await hear({});
    await hear({ service: 'load' });
    now = minute(5);
    await hear({ host: 'app-2' });
    now = minute(7);
    await silence('jira-http');
    await silence('load');
    expect(await open()).to.deep.equal([
      'app-1 is UNREACHABLE: no result of any service of app-1 for 360 s (last from http:agent); other hosts of customer-a are heard: its sender has stopped, or its link is broken',
    ]);
    for (const service of ['jira-http', 'load']) await hear({ service });
    expect((await store.incident(1))?.clearedAt).to.equal(minute(7));
  });

  it('says so when nothing at all is heard', async () => {
    await hear({});
    await hear({ service: 'load' });
    now = minute(7);
    await silence('load');
    expect((await open())[0]).to.contain('nothing at all is heard: the link to this gateway');
  });

  it('needs no second incident of a host that is down', async () => {
    await hear({});
    await hear({ service: 'load' });
    const down = notification({ service: null, state: 'DOWN', at: minute(0) });
    await intake.submit({ kind: 'signal', signal: down });
    now = minute(7);
    await silence('load');
    expect(await open()).to.deep.equal(['app-1 is DOWN: connection refused']);
    expect((await store.incident(1))?.alerts).to.have.length(2);
  });

  it('expects what has never spoken, and rings by itself when it does not', async () => {
    staleAfter = 20_000;
    await start();
    now += 25_000;
    freshness?.look();
    const [summary] = await until('an incident', async () => {
      const found = await open();
      return found.length > 0 ? found : undefined;
    });
    expect(summary).to.contain('load on app-9 is UNKNOWN: no result of this has come yet');
  });

  for (const [what, jump] of [
    ['set ahead, or of a machine that slept', 600],
    ['set back', -60],
  ] as const) {
    it(`takes a clock that was ${what}, for no silence, and waits as long as before`, async () => {
      await start();
      now = minute(jump);
      freshness?.look();
      const due = await until('the next silence', async () => {
        const next = await store.nextOverdue();
        return next !== minute(6) ? next : undefined;
      });
      expect(due).to.equal(minute(jump + 6));
      expect(await open()).to.deep.equal([]);
    });
  }

  it('neither makes nor hides an incident by a restart', async () => {
    await start();
    now = minute(4);
    await freshness?.stop();
    now = minute(600);
    await start();
    expect(await store.overdue(minute(601), 9)).to.deep.equal([]);
    expect(await store.nextOverdue()).to.equal(minute(602));
  });
});
