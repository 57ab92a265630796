import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { eventHash } from '../../gateway/incident/chain.ts';
import { evolve, type Incident } from '../../gateway/incident.ts';
import { type IncidentEvent, personal, type RecordedEvent } from '../../gateway/incident-event.ts';
import { createIntake } from '../../gateway/intake.ts';
import { attachmentOf } from '../../gateway/mail/attachment.ts';
import type { MaintenanceWindow } from '../../gateway/maintenance.ts';
import { unheard } from '../../gateway/results/watched-state.ts';
import { type Batch, ConflictError, type Store } from '../../gateway/store/store.ts';
import {
  directory,
  engineer,
  live,
  minute,
  notification,
  periods,
  result,
} from '../gateway/samples.ts';
import { accountsContract } from './accounts.ts';
import { solutionsContract } from './solutions.ts';

/** A store in a place of its own. */
export interface StorePlace {
  /** Opens the store in this place; a second one sees the same data. */
  readonly open: () => Promise<Store>;
  readonly remove: () => Promise<void>;
}

/** What every store promises, whatever database is below it; `make` gives each test an empty place. */
export function storeContract(name: string, make: () => Promise<StorePlace>): void {
  describe(`the store on ${name}`, () => {
    let place: StorePlace;
    let store: Store;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    it('gives back what was committed, texts of persons included', async () => {
      const events = raisedAndNoted();
      await store.commit(batchOf(events));
      expect(await store.history(1)).to.deep.equal(events);
      expect(await store.incident(1)).to.deep.equal(events.reduce(evolve, undefined as never));
    });

    it('gives the histories of many at once as it gives each', async () => {
      await liveAWhile(store);
      const histories = await store.histories([3, 1, 9]);
      expect([...histories.keys()].sort()).to.deep.equal([1, 3]);
      for (const [id, events] of histories) {
        expect(events).to.deep.equal(await store.history(id));
      }
    });

    it('still has it after it was closed and opened again', async () => {
      await store.commit(batchOf(raisedAndNoted()));
      await store.close();
      store = await place.open();
      expect(await store.history(1)).to.have.length(2);
    });

    it('knows nothing of an incident that is not there', async () => {
      expect(await store.incident(7)).to.equal(undefined);
      expect(await store.history(7)).to.deep.equal([]);
      expect((await store.histories([7])).size).to.equal(0);
      expect(await store.chain(7)).to.deep.equal([]);
    });

    it('chains the events of an incident by their hashes', async () => {
      await store.commit(batchOf(raisedAndNoted()));
      const [first, second] = await store.chain(1);
      expect(first?.previousHash).to.equal(null);
      expect(second?.previousHash).to.equal(first?.hash);
      expect(second?.hash).to.equal(second && eventHash(second));
    });

    it('keeps names and texts of persons out of the log', async () => {
      await store.commit(batchOf(raisedAndNoted()));
      const log = JSON.stringify(await store.chain());
      expect(log).to.not.contain('Eva Example');
      expect(log).to.not.contain('a secret word');
    });

    it('refuses a version that is taken and writes nothing of that batch', async () => {
      await store.commit(batchOf(live([minute(0), notification()])));
      const late = { ...batchOf(live([minute(0), notification()])), keys: ['fresh'] };
      await expectConflict(store.commit(late));
      expect(await store.history(1)).to.have.length(1);
      expect([...(await store.knownKeys(['fresh']))]).to.deep.equal([]);
    });

    it('refuses a key that was acted on', async () => {
      await store.commit({ ...emptyBatch, keys: ['k1'] });
      await expectConflict(store.commit({ ...emptyBatch, keys: ['k2', 'k1'] }));
      expect([...(await store.knownKeys(['k1', 'k2', 'k3']))]).to.deep.equal(['k1']);
    });

    it('refuses a claim on a place that somebody else took', async () => {
      const place = { customer: 'customer-a', host: 'app-1', service: 'load' };
      await store.commit({ ...emptyBatch, claims: [{ place, incident: 1, was: null }] });
      for (const was of [null, 3]) {
        const claim = { place, incident: 2, was };
        await expectConflict(store.commit({ ...emptyBatch, claims: [claim] }));
      }
      await store.commit({ ...emptyBatch, claims: [{ place, incident: 2, was: 1 }] });
      expect([...(await store.carriers([place])).values()]).to.deep.equal([2]);
    });

    it('lists by status, customer and time of raising, the newest first', async () => {
      const at = (incident: number, minutes: number) =>
        batchOf(live([minute(minutes), notification()]).map((event) => ({ ...event, incident })));
      for (const batch of [at(1, 10), at(2, 30), at(3, 20)]) await store.commit(batch);
      const ids = async (filter: Parameters<Store['list']>[0]) =>
        (await store.list(filter)).map(({ id }) => id);
      expect(await ids({})).to.deep.equal([2, 3, 1]);
      expect(await ids({ status: ['resolved'] })).to.deep.equal([]);
      expect(await ids({ customer: 'customer-a', from: minute(20) })).to.deep.equal([2, 3]);
      expect(await ids({ to: minute(30), limit: 1 })).to.deep.equal([3]);
      expect(await ids({ limit: 1, offset: 1 })).to.deep.equal([3]);
      expect(await store.nextNumber()).to.equal(4);
    });

    it('tells the versions of open incidents in one text, the same while none has changed', async () => {
      expect(await store.openVersions()).to.equal('');
      await liveAWhile(store);
      const before = await store.openVersions();
      expect(before).to.match(/^1:\d+$/);
      expect(await store.openVersions()).to.equal(before);
      await store.commit(
        batchOf(live([minute(0), notification()]).map((e) => ({ ...e, incident: 9 }))),
      );
      expect(await store.openVersions()).to.equal(`${before},9:1`);
    });

    it('finds what settles, and since when the first of it has', async () => {
      const cleared = live([minute(0), notification()], [minute(5), result({ state: 'OK' })]);
      await store.commit(batchOf(cleared));
      expect(await store.settlingSince()).to.equal(minute(5));
      expect(await store.settling(minute(5))).to.deep.equal([1]);
      expect(await store.settling(minute(5) - 1)).to.deep.equal([]);
    });

    it('keeps what was heard last, and what is expected', async () => {
      await store.expect([silentSince('load', 0, minute(6)), silentSince('swap', 0, minute(9))]);
      await store.expect([silentSince('load', 0, minute(1))]);
      expect(await store.nextOverdue()).to.equal(minute(6));
      const [load] = await store.watched([{ ...app, service: 'load' }]);
      if (load === undefined) throw new Error('nothing is known of it');
      const heard = { ...load, state: 'OK', heardAt: minute(5), dueAt: minute(11) } as const;
      await store.commit({ ...emptyBatch, watched: [heard] });
      expect(await store.watched([heard])).to.deep.equal([{ ...heard, version: 2 }]);
      expect((await store.watchedOn(['app-1'])).map(({ service }) => service).sort()).to.deep.equal(
        ['load', 'swap'],
      );
      expect(await store.overdue(minute(10), 5)).to.deep.equal([{ ...app, service: 'swap' }]);
      expect((await store.lastHeard()).of('customer-a')).to.equal(minute(5));
    });

    it('refuses what somebody else has heard since, and a first word that came second', async () => {
      const first = silentSince('load', minute(0), minute(6));
      await store.commit({ ...emptyBatch, watched: [first] });
      await expectConflict(store.commit({ ...emptyBatch, watched: [first] }));
      await store.commit({ ...emptyBatch, watched: [{ ...first, version: 1 }] });
      await expectConflict(store.commit({ ...emptyBatch, watched: [{ ...first, version: 1 }] }));
    });

    it('counts no silence while nobody listened', async () => {
      await store.expect([silentSince('load', 0, minute(6)), silentSince('swap', 0, minute(60))]);
      await store.listen(minute(5));
      await store.resumeListening(minute(105), minute(107));
      expect(await store.nextOverdue()).to.equal(minute(107));
      const [swap] = await store.watched([{ ...app, service: 'swap' }]);
      expect(swap?.dueAt).to.equal(minute(160));
    });

    accountsContract(() => store);
    solutionsContract(() => store);

    it('moves what it waits for with a clock that was set back, not with clocks that differ', async () => {
      await store.expect([silentSince('load', 0, minute(106))]);
      await store.listen(minute(100));
      await store.resumeListening(minute(100) - 5_000, 0);
      expect(await store.nextOverdue()).to.equal(minute(106));
      await store.listen(minute(100));
      await store.resumeListening(minute(40), minute(41));
      expect(await store.nextOverdue()).to.equal(minute(46));
    });

    it('keeps terms as they were first written', async () => {
      await store.keepTerms(new Map([['d', 'first']]));
      await store.keepTerms(new Map([['d', 'second']]));
      expect(await store.terms('d')).to.equal('first');
      expect(await store.terms('e')).to.equal(undefined);
    });

    it('keeps every announced window, once', async () => {
      await store.announce(window);
      await expectConflict(store.announce(window));
      await store.announce({ ...window, id: 'm2' });
      expect(await store.maintenance()).to.deep.equal([window, { ...window, id: 'm2' }]);
    });

    it('folds the log to the same caches again', async () => {
      await liveAWhile(store);
      const before = await cachesOf(store);
      expect(await store.rebuildCaches()).to.equal(3);
      expect(await cachesOf(store)).to.deep.equal(before);
    });

    it('may be opened by several at once', async () => {
      const others = await Promise.all([place.open(), place.open(), place.open()]);
      await store.commit(batchOf(live([minute(0), notification()])));
      for (const other of others) {
        expect(await other.history(1)).to.have.length(1);
        await other.close();
      }
    });

    it('lets two intakes write without losing or doubling anything', async () => {
      const other = await place.open();
      const intakes = [store, other].map((each) => intakeOn(each));
      const hosts = Array.from({ length: 40 }, (_, index) => `app-${index}`);
      const signals = hosts.map((host) => notification({ host, keys: [host] }));
      const twice = signals.flatMap((signal) =>
        intakes.map((intake) => intake.submit({ kind: 'signal', signal })),
      );
      await Promise.all(twice);
      await other.close();
      const raised = (await store.list({})).map(({ raised: { host } }) => host);
      expect(raised.sort()).to.deep.equal(hosts.sort());
      expect(await store.chain()).to.have.length(hosts.length);
    });

    it('keeps files of any length under their digests', async () => {
      const files = [Buffer.alloc(0), Buffer.from('hello'), randomBytes(200_000)].map(attachmentOf);
      await store.commit({ ...emptyBatch, attachments: files });
      for (const { digest, content } of files) {
        expect((await store.attachments.content(digest))?.equals(content)).to.equal(true);
      }
      expect(await store.attachments.content('unknown')).to.equal(undefined);
    });
  });
}

const app = { customer: 'customer-a', host: 'app-1' };

function silentSince(service: string, heardAt: number, dueAt: number) {
  return { ...unheard({ ...app, service }), heardAt, dueAt };
}

/** A batch in which nothing happens. */
export const emptyBatch: Batch = {
  events: [],
  incidents: [],
  claims: [],
  keys: [],
  watched: [],
  messages: [],
  attachments: [],
  receivedAt: 0,
};

const window: MaintenanceWindow = {
  id: 'm1',
  customer: 'customer-a',
  hosts: ['app-1'],
  applications: [],
  announcedAt: minute(-60),
  start: minute(0),
  end: minute(60),
  actor: engineer,
  reason: 'upgrade',
};

function raisedAndNoted(): RecordedEvent[] {
  const note: IncidentEvent = { kind: 'note', text: personal('a secret word') };
  const [raised] = live([minute(0), notification()]);
  if (raised === undefined) throw new Error('nothing was raised');
  return [raised, { ...raised, version: 2, actor: engineer, event: note }];
}

/** What the events of one incident are committed as. */
export function batchOf(events: readonly RecordedEvent[]): Batch {
  const incident = events.reduce<Incident | undefined>(evolve, undefined);
  return { ...emptyBatch, events, incidents: incident === undefined ? [] : [incident] };
}

function intakeOn(store: Store) {
  return createIntake({ store, directory: () => directory, periods, now: () => minute(100) });
}

/** Three incidents: one whose service joined its host, one resolved and come back as new, which was merged. */
async function liveAWhile(store: Store): Promise<void> {
  const intake = intakeOn(store);
  const signals = [
    notification({ service: null, state: 'DOWN' }),
    notification({ at: minute(1) }),
    notification({ host: 'app-2', at: minute(2) }),
  ];
  for (const signal of signals) await intake.submit({ kind: 'signal', signal });
  const resolved = { kind: 'resolved', cause: personal('done') } as const;
  const resolve = { kind: 'command', incident: 2, command: resolved, actor: engineer } as const;
  await intake.submit({ ...resolve, at: minute(3) });
  const back = notification({ host: 'app-2', at: minute(60) });
  await intake.submit({ kind: 'signal', signal: back });
  const merged = { kind: 'merged', into: 1, raisedAt: 0 } as const;
  await intake.submit({ kind: 'command', incident: 3, command: merged, actor: engineer });
}

async function cachesOf(store: Store) {
  const places = ['app-1', 'app-2'].flatMap((host) =>
    [null, 'jira-http'].map((service) => ({ customer: 'customer-a', host, service })),
  );
  return {
    incidents: await store.list({}),
    carriers: [...(await store.carriers(places))].sort(),
    settling: await store.settlingSince(),
  };
}

async function expectConflict(writing: Promise<void>): Promise<void> {
  const error = await writing.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(ConflictError);
}
