import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Message } from '../../gateway/outbox/message.ts';
import { type Delivery, type OutboxParts, startOutbox } from '../../gateway/outbox.ts';
import { openStore } from '../../gateway/store/open.ts';
import type { Store } from '../../gateway/store/store.ts';
import { until } from '../until.ts';
import { minute } from './samples.ts';

describe('the outbox', () => {
  let folder: string;
  let store: Store;
  let now: number;
  let tried: string[];
  const stops: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-outbox-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
    now = minute(0);
    tried = [];
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** A sender that keeps what it was asked to send, and answers as told. */
  const sender = (answer: (key: string) => Delivery, change: Partial<OutboxParts> = {}) => {
    const deliver = async ({ key }: { readonly key: string }) => {
      tried.push(key);
      return answer(key);
    };
    const alarm = startOutbox({
      outbox: store.outbox,
      waysOut: { 'incident-mail': deliver, mail: deliver, webhook: deliver, nagios: deliver },
      bundles: async (messages) => Promise.all(messages.map(deliver)),
      now: () => now,
      random: () => 0.5,
      tried: () => undefined,
      failed: () => undefined,
      ...change,
    });
    stops.push(alarm.stop);
    return alarm;
  };
  const triedAre = (...keys: readonly string[]) =>
    until(`attempts: ${keys}`, () => (tried.join() === keys.join() ? true : undefined));

  it('tries again after longer and longer waits, each moved by chance, and then gives up', async () => {
    const waits: number[] = [];
    const { look } = sender(() => failed);
    await store.outbox.put([mail('a')], now);
    for (let attempt = 1; attempt <= 13; attempt++) {
      look();
      await until('the attempt', () => (tried.length === attempt ? true : undefined));
      const due = await until('the result', async () => {
        const entry = (await store.outbox.list({}))[0];
        return entry?.attempts === attempt ? entry : undefined;
      });
      if (due.dueAt === null) break;
      waits.push(due.dueAt - now);
      now = attempt === 12 ? minute(4 * 24 * 60) : due.dueAt;
    }
    expect(waits.slice(0, 4)).to.deep.equal([7_500, 15_000, 30_000, 60_000]);
    expect(waits.at(-1)).to.equal(0.75 * 30 * 60_000);
    const [dead] = await store.outbox.list({ state: ['dead'] });
    expect(dead).to.include({ why: 'away', attempts: 13 });
  });

  it('gives up at once what will never go', async () => {
    sender(() => ({ kind: 'failed', why: 'no such user', final: true }));
    await store.outbox.put([mail('a')], now);
    stops.push(async () => undefined);
    await until(
      'the dead letter',
      async () => {
        const dead = await store.outbox.list({ state: ['dead'] });
        return dead.length === 1 ? dead : undefined;
      },
      { within: 30_000 },
    );
    expect(tried).to.deep.equal(['a']);
  });

  it('keeps the order of commands to one Nagios while one of them does not go', async () => {
    let open = false;
    const { look } = sender((key) => (open || key === 'm' ? { kind: 'sent' } : failed));
    await store.outbox.put([command('a'), command('b'), mail('m'), command('c')], now);
    look();
    await until('the mail', () => (tried.includes('m') ? true : undefined));
    await until('the hold', async () => {
      const waiting = await store.outbox.list({ state: ['waiting'] });
      return waiting.every(({ dueAt }) => dueAt === now + 750) ? true : undefined;
    });
    expect(tried.sort()).to.deep.equal(['a', 'm']);
    tried = [];
    open = true;
    now += 750;
    await store.outbox.put([command('d')], now);
    look();
    await triedAre('a', 'b', 'c', 'd');
  });

  it('sends again what went out but could not be marked, once the lease is over', async () => {
    const dying = { ...store.outbox, settle: () => Promise.reject(new Error('killed')) };
    const first = sender(() => ({ kind: 'sent' }), { outbox: dying });
    await store.outbox.put([mail('a')], now);
    first.look();
    await triedAre('a');
    await first.stop();
    const second = sender(() => ({ kind: 'sent' }));
    second.look();
    now = minute(1);
    second.look();
    expect((await store.outbox.list({}))[0]).to.include({ state: 'waiting' });
    now = minute(3);
    second.look();
    await triedAre('a', 'a');
    await until('the end', async () =>
      (await store.outbox.counts()).get('sent') === 1 ? true : undefined,
    );
  });

  it('never sends one message twice when two share it', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `m${index}`);
    await store.outbox.put(keys.map(mail), now);
    const both = [sender(() => ({ kind: 'sent' })), sender(() => ({ kind: 'sent' }))];
    await until('all', () => {
      for (const { look } of both) look();
      return tried.length >= keys.length ? true : undefined;
    });
    expect(tried.sort()).to.deep.equal(keys.sort());
  });

  it('leaves what is not to be sent yet, without counting an attempt', async () => {
    const { look } = sender(() => ({ kind: 'later', at: minute(60), why: 'quiet hours' }));
    await store.outbox.put([mail('a')], now);
    look();
    await until('the delay', async () => {
      const [entry] = await store.outbox.list({});
      return entry?.dueAt === minute(60) && entry.attempts === 0 ? true : undefined;
    });
  });
});

const failed: Delivery = { kind: 'failed', why: 'away', final: false };

function mail(key: string): Message {
  const to = { name: 'Eva Example', email: 'eva@support.example' };
  return { key, content: { kind: 'mail', to, subject: key, text: 'a text', incident: null } };
}

function command(key: string): Message {
  return { key, content: { kind: 'nagios', site: 'main', commands: [key], passing: false } };
}
