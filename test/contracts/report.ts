import { expect } from 'chai';
import { checkpointDigest, isSigned } from '../../gateway/report/checkpoints/checkpoint.ts';
import { makeCheckpoint } from '../../gateway/report/checkpoints/make-checkpoint.ts';
import { ConflictError, type Store } from '../../gateway/store/store.ts';
import {
  annotate,
  bundleOf,
  key,
  populate,
  problemsIn,
  reportOn,
} from '../gateway/report/reported-store.ts';
import { minute } from '../gateway/samples.ts';
import type { StorePlace } from './store.ts';

/** What every store promises to reports and checkpoints; `make` gives each test an empty place. */
export function reportContract(name: string, make: () => Promise<StorePlace>): void {
  describe(`reports on ${name}`, () => {
    let place: StorePlace;
    let store: Store;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
      await populate(store);
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });
    const checkpoint = (at: number) =>
      makeCheckpoint(store, { now: minute(at), key, always: true });

    it('count what the log says', async () => {
      const { report } = await reportOn(store, 'log');
      expect(report.incidents).to.deep.equal({
        ...{ raised: 5, guaranteed: 4, notGuaranteed: 0, outside: 1 },
      });
      const verdicts = report.totals.map(({ clock, met, missed, excluded, running }) => [
        ...[clock, met, missed, excluded, running],
      ]);
      expect(verdicts).to.deep.equal([
        ['intervention', 1, 2, 1, 0],
        ['response', 1, 2, 1, 0],
      ]);
      expect(report.paused).to.deep.equal([
        {
          ...{ customer: 'customer-a', reason: 'information-requested', asked: 'Tina Technical' },
          ...{ pauses: 1, time: 3600 },
        },
      ]);
      expect(report.misses[0]).to.include({ incident: 2, trouble: 'a cable was loose' });
      expect(report.excluded[0]?.windows[0]?.announcedAt).to.equal('2026-10-16T07:00:00.000Z');
      expect(report.apart[0]).to.deep.include({ standing: 'not valid', why: ['a test'] });
    });

    it('say the same from what is remembered, also after the log went on', async () => {
      const first = await reportOn(store, 'remember');
      expect(first).to.deep.equal(await reportOn(store, 'log'));
      expect(await reportOn(store, 'remember')).to.deep.equal(first);
      await annotate(store, 5, 500);
      await store.rebuildCaches();
      expect(await reportOn(store, 'remember')).to.deep.equal(await reportOn(store, 'log'));
    });

    it('are about one customer where one is asked for', async () => {
      const { report } = await reportOn(store, 'remember', 'customer-b');
      expect(report.incidents.raised).to.equal(1);
      expect(report.rows.every(({ customer }) => customer === 'customer-b')).to.equal(true);
    });

    it('stand on checkpoints that follow on each other and are signed', async () => {
      const first = (await checkpoint(1000)).signed;
      await annotate(store, 1, 1001);
      const second = (await checkpoint(1002)).signed;
      if (first === undefined || second === undefined) throw new Error('no checkpoint was made');
      expect(first.checkpoint).to.include({ number: 1, previous: null, incidents: 5 });
      expect(second.checkpoint).to.include({ number: 2, previous: checkpointDigest(first) });
      expect(second.checkpoint.events).to.equal(first.checkpoint.events + 1);
      expect(second.checkpoint.root).not.to.equal(first.checkpoint.root);
      expect([first, second].map(isSigned)).to.deep.equal([true, true]);
      expect(await store.checkpoints.all()).to.deep.equal([first, second]);
    });

    it('make no checkpoint where nothing was added, unless one is wanted', async () => {
      const { signed } = await checkpoint(1000);
      expect((await makeCheckpoint(store, { now: minute(1001), key })).signed).to.deep.equal(
        signed,
      );
      expect((await checkpoint(1002)).signed?.checkpoint).to.include({ number: 2 });
    });

    it('let only one of two make the next checkpoint', async () => {
      const { signed } = await checkpoint(1000);
      if (signed === undefined) throw new Error('no checkpoint was made');
      const refused = await store.checkpoints.keep(signed, []).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(ConflictError);
    });

    it('can be computed again from a bundle, of all customers and of one', async () => {
      expect(await problemsIn(await bundleOf(store))).to.deep.equal([]);
      expect(await problemsIn(await bundleOf(store, 'customer-a'), key.publicKey)).to.deep.equal(
        [],
      );
      await annotate(store, 2, 1500);
      expect(await problemsIn(await bundleOf(store, 'customer-b'))).to.deep.equal([]);
    });
  });
}
