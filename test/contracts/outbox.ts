import { expect } from 'chai';
import type { MaintenanceWindow } from '../../gateway/maintenance.ts';
import type { Leased } from '../../gateway/outbox/box.ts';
import type { Message } from '../../gateway/outbox/message.ts';
import type { Store } from '../../gateway/store/store.ts';
import { live, minute, notification } from '../gateway/samples.ts';
import { batchOf, emptyBatch, type StorePlace } from './store.ts';

/** What every store promises about messages that must be sent, and about timers. */
export function outboxContract(name: string, make: () => Promise<StorePlace>): void {
  describe(`the outbox on ${name}`, () => {
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
    const lease = (at: number, except: readonly string[] = [], on = store) =>
      on.outbox.lease({ now: minute(at), until: minute(at + 1), limit: 10, except });

    it('takes a message with the events that cause it, once for a cause', async () => {
      const raised = batchOf(live([minute(0), notification()]));
      await store.commit({ ...raised, messages: [mail('a'), mail('b')], receivedAt: minute(0) });
      await store.commit({ ...emptyBatch, messages: [mail('a')], receivedAt: minute(1) });
      expect(await store.outbox.put([mail('b'), mail('c')], minute(2))).to.equal(1);
      expect(keysOf(await lease(3))).to.deep.equal(['a', 'b', 'c']);
    });

    it('writes no message when the events are refused', async () => {
      const raised = batchOf(live([minute(0), notification()]));
      await store.commit(raised);
      await store.commit({ ...raised, messages: [mail('a')] }).catch(() => undefined);
      expect(await store.outbox.list({})).to.deep.equal([]);
    });

    it('gives a message to one at a time, and to another when the lease is over', async () => {
      const other = await place.open();
      try {
        await store.outbox.put([mail('a'), mail('b')], minute(0));
        const both = await Promise.all([lease(0), lease(0, [], other)]);
        expect(keysOf(both.flat()).sort()).to.deep.equal(['a', 'b']);
        expect(await lease(0.5, [], other)).to.deep.equal([]);
        expect(keysOf(await lease(1, [], other))).to.deep.equal(['a', 'b']);
        const [late] = both.flat();
        expect(late && (await store.outbox.settle(late, sent, minute(1)))).to.equal(false);
      } finally {
        await other.close();
      }
    });

    it('tries again when it is told to, and lists what was given up', async () => {
      await store.outbox.put([mail('a')], minute(0));
      const again = { state: 'waiting', dueAt: minute(5), why: 'away', counts: true } as const;
      await store.outbox.settle(only(await lease(0)), again, minute(0));
      expect(await lease(4)).to.deep.equal([]);
      expect(await store.outbox.nextDue([])).to.equal(minute(5));
      const second = only(await lease(5));
      expect(second).to.include({ attempts: 1, why: 'away' });
      await store.outbox.settle(second, { state: 'dead', why: 'no such user' }, minute(5));
      expect(await store.outbox.nextDue([])).to.equal(null);
      const [dead] = await store.outbox.list({ state: ['dead'] });
      expect(dead).to.include({
        attempts: 2,
        why: 'no such user',
        endedAt: minute(5),
        dueAt: null,
      });
      expect([...(await store.outbox.states(['a', 'z']))]).to.deep.equal([['a', 'dead']]);
      expect([...(await store.outbox.counts())]).to.deep.equal([['dead', 1]]);
    });

    it('replays what was given up and drops what waits, and neither with what was sent', async () => {
      await store.outbox.put([mail('a'), mail('b')], minute(0));
      const [a, b] = await lease(0);
      if (a === undefined || b === undefined) throw new Error('there are not two');
      await store.outbox.settle(a, { state: 'dead', why: 'gone' }, minute(0));
      await store.outbox.settle(b, sent, minute(0));
      expect(await store.outbox.replay(a.id, minute(1))).to.include({
        state: 'waiting',
        attempts: 0,
      });
      expect(keysOf(await lease(1))).to.deep.equal(['a']);
      expect(await store.outbox.drop(a.id, minute(2))).to.include({ state: 'dropped' });
      expect(await store.outbox.replay(b.id, minute(2))).to.equal(undefined);
      expect(await store.outbox.drop(b.id, minute(2))).to.equal(undefined);
      expect(await store.outbox.drop('0123456789abcdef', minute(2))).to.equal(undefined);
    });

    it('forgets in time what was sent, but no dead letter', async () => {
      await store.outbox.put([mail('a'), mail('b'), mail('c')], minute(0));
      const [a, b] = await lease(0);
      if (a === undefined || b === undefined) throw new Error('there are not two');
      await store.outbox.settle(a, sent, minute(1));
      await store.outbox.settle(b, { state: 'dead', why: 'gone' }, minute(1));
      expect(await store.outbox.forget(minute(1))).to.equal(0);
      expect(await store.outbox.forget(minute(2))).to.equal(1);
      expect(keysOf(await store.outbox.list({})).sort()).to.deep.equal(['b', 'c']);
    });

    it('keeps the order in a lane that waits', async () => {
      await store.outbox.put([command('one'), mail('a')], minute(0));
      expect(keysOf(await lease(0, ['nagios:main']))).to.deep.equal(['a']);
      expect(await store.outbox.nextDue(['nagios:main'])).to.equal(minute(1));
      await store.outbox.holdLane('nagios:main', minute(10));
      await store.outbox.put([command('two')], minute(1));
      await store.outbox.holdLane('nagios:main', minute(10));
      expect(keysOf(await lease(5)).filter((key) => key !== 'a')).to.deep.equal([]);
      expect(keysOf(await lease(10)).filter((key) => key !== 'a')).to.deep.equal(['one', 'two']);
    });

    it('remembers which addresses want no more calls', async () => {
      const url = 'https://receiver.example/hook';
      await store.outbox.refuseEndpoint(url, true, minute(0));
      await store.outbox.refuseEndpoint(url, true, minute(1));
      expect([...(await store.outbox.refusedEndpoints())]).to.deep.equal([url]);
      await store.outbox.refuseEndpoint(url, false, minute(2));
      expect((await store.outbox.refusedEndpoints()).size).to.equal(0);
    });

    it('has an incident looked at when something happens to it, and forgets no change during a look', async () => {
      const events = live([minute(0), notification()]);
      await store.commit(batchOf(events));
      const [first] = await store.timers.due(minute(0), 10);
      expect(first).to.deep.equal({ incident: 1, stamp: 1 });
      if (first === undefined) throw new Error('nothing is due');
      await store.announce(window);
      const look = { ...first, next: minute(60), noticed: [], messages: [mail('late')] };
      expect(await store.timers.keep([look], minute(1))).to.deep.equal([]);
      expect(await store.outbox.list({})).to.deep.equal([]);
      const moment = { key: '1 response 0.5', at: minute(1) };
      const again = { ...look, stamp: 2, noticed: [moment] };
      expect(await store.timers.keep([again], minute(1))).to.deep.equal([1]);
      expect(await store.timers.nextDue()).to.equal(minute(60));
      expect(await store.timers.due(minute(59), 10)).to.deep.equal([]);
      expect([...(await store.timers.noticed([1]))]).to.deep.equal([moment.key]);
      expect(keysOf(await store.outbox.list({}))).to.deep.equal(['late']);
    });

    it('has every open incident looked at after the caches were made anew', async () => {
      await store.commit(batchOf(live([minute(0), notification()])));
      await store.timers.keep(
        [{ incident: 1, stamp: 1, next: null, noticed: [], messages: [] }],
        0,
      );
      expect(await store.timers.nextDue()).to.equal(null);
      await store.rebuildCaches();
      expect(await store.timers.nextDue()).to.equal(0);
    });
  });
}

const sent = { state: 'sent', why: null } as const;

const window: MaintenanceWindow = {
  ...{
    id: 'm1',
    hosts: [],
    applications: [],
    reason: 'upgrade',
    actor: { kind: 'gateway' } as const,
  },
  ...{ announcedAt: minute(0), start: minute(10), end: minute(20), customer: 'customer-a' },
};

function mail(key: string): Message {
  const to = { name: 'Eva Example', email: 'eva@support.example' };
  return { key, content: { kind: 'mail', to, subject: key, text: 'a text', incident: null } };
}

function command(key: string): Message {
  return { key, content: { kind: 'nagios', site: 'main', commands: [key], passing: false } };
}

function only(leased: readonly Leased[]): Leased {
  const [one] = leased;
  if (one === undefined) throw new Error('nothing was leased');
  return one;
}

function keysOf(entries: readonly { readonly key: string }[]): string[] {
  return entries.map(({ key }) => key);
}
