import { setTimeout as sleep } from 'node:timers/promises';
import { bundleOf, type Leased, laneOf, type Outbox, type Settlement } from './outbox/box.ts';
import type { Channel, Content } from './outbox/message.ts';
import { policyOf, retryAt } from './outbox/retry.ts';
import { type Alarm, startAlarm } from './timers/alarm.ts';

/** What became of an attempt. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** Nobody has to be told any more. */
  | { readonly kind: 'needless'; readonly why: string }
  /** Not now; this was no attempt. */
  | { readonly kind: 'later'; readonly at: number; readonly why: string }
  /** `final`: trying again would not help. */
  | { readonly kind: 'failed'; readonly why: string; readonly final: boolean };

/** Sends one message; what it throws counts as a failure that may pass. */
export type Deliver<C extends Content = Content> = (
  message: Leased & { readonly content: C },
) => Promise<Delivery>;

/** One way out for each channel; what has none waits. */
type WaysOut = {
  readonly [C in Channel]: Deliver<Extract<Content, { readonly kind: C }>>;
};

/** What sending works with. */
export interface OutboxParts {
  readonly outbox: Outbox;
  readonly waysOut: WaysOut;
  readonly now: () => number;
  /** Sends messages of one bundle, as one where they are many; answers what became of each. */
  readonly bundles: (messages: readonly Leased[]) => Promise<readonly Delivery[]>;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Told what became of each attempt. */
  readonly tried: (message: Leased, delivery: Delivery) => void;
  readonly failed: (error: unknown) => void;
}

/** How many messages are taken together, and how many of them go out at once. */
const portion = 32;
const atOnce = 8;
/** How long a message is held; no attempt begins in the second half of that, and none may last longer than it. */
const leaseTime = 120_000;

/** What is put off comes again after so many milliseconds at the earliest. */
const soonest = 1_000;

/** Starts to send what is due; to look when something was written. Two that share a store never send one message at once. */
export function startOutbox(parts: OutboxParts): Alarm {
  const gates: Gates = new Map();
  return startAlarm({ ring: () => sendDue(parts, gates), failed: parts.failed });
}

/** The lanes in which something failed, each with the instant until which it waits. */
type Gates = Map<string, number>;

async function sendDue(parts: OutboxParts, gates: Gates): Promise<number | null> {
  const { outbox, now } = parts;
  const until = now() + leaseTime;
  for (const [lane, opensAt] of gates) if (opensAt <= now()) gates.delete(lane);
  const leased = await outbox.lease({
    now: now(),
    until,
    limit: portion,
    except: [...gates.keys()],
  });
  const queue = [...queues(leased).values()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const sending = { parts, gates, until };
      const [first] = next;
      if (first !== undefined && bundleOf(first.content) !== null) await sendBundle(next, sending);
      else await sendInOrder(next, sending);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const next = await outbox.nextDue([...gates.keys()]);
  const due = Math.min(next ?? Infinity, ...gates.values());
  return due === Infinity ? null : due - now();
}

/** What goes out one after the other, what may go out as one, and everything else by itself. */
function queues(leased: readonly Leased[]): ReadonlyMap<string, readonly Leased[]> {
  return Map.groupBy(leased, ({ id, content }) => laneOf(content) ?? bundleOf(content) ?? id);
}

interface Sending {
  readonly parts: OutboxParts;
  readonly gates: Gates;
  /** When the lease of what is sent is over. */
  readonly until: number;
}

/** What of the bundle was not taken yet joins it. */
async function sendBundle(taken: readonly Leased[], { parts, until }: Sending): Promise<void> {
  const { outbox, bundles, now } = parts;
  const bundle = taken[0] === undefined ? null : bundleOf(taken[0].content);
  const rest = bundle === null ? [] : await outbox.leaseBundle(bundle, { now: now(), until });
  const messages = [...taken, ...rest];
  const deliveries = await bundles(messages).catch((error: Error) =>
    messages.map(() => passingFailure(error)),
  );
  for (const [index, message] of messages.entries()) {
    await conclude(
      message,
      deliveries[index] ?? passingFailure(new Error('it was left out')),
      parts,
    );
  }
}

async function sendInOrder(messages: readonly Leased[], sending: Sending): Promise<void> {
  const { parts, gates, until } = sending;
  for (const message of messages) {
    // What is not begun in time falls due again when the lease is over.
    if (parts.now() >= until - leaseTime / 2) return;
    const waitsUntil = await sendOne(message, parts);
    const lane = laneOf(message.content);
    if (waitsUntil === null || lane === null) continue;
    gates.set(lane, waitsUntil);
    await parts.outbox.holdLane(lane, waitsUntil);
    return;
  }
}

/** Answers until when the message waits, null when it is over. */
async function sendOne(message: Leased, parts: OutboxParts): Promise<number | null> {
  const deliver = parts.waysOut[message.content.kind] as Deliver;
  return conclude(message, await deliver(message).catch(passingFailure), parts);
}

function passingFailure({ message: why }: Error): Delivery {
  return { kind: 'failed', why, final: false };
}

async function conclude(
  message: Leased,
  delivery: Delivery,
  parts: OutboxParts,
): Promise<number | null> {
  const { outbox, now, tried, failed } = parts;
  tried(message, delivery);
  const settlement = settlementOf(message, delivery, parts);
  await settlePatiently(() => outbox.settle(message, settlement, now()), failed);
  return settlement.state === 'waiting' ? settlement.dueAt : null;
}

/** How often, and after which pauses in milliseconds, it is tried again to write down what became of a message. */
const marking = { attempts: 40, pause: 500 };

/** What went out and is not marked goes out again: a database that is restarted meanwhile is waited for. */
async function settlePatiently(
  settle: () => Promise<unknown>,
  failed: OutboxParts['failed'],
): Promise<void> {
  for (let attempt = 1; attempt < marking.attempts; attempt++) {
    try {
      await settle();
      return;
    } catch (error) {
      if (attempt === 1) failed(error);
      await sleep(marking.pause);
    }
  }
  await settle();
}

function settlementOf(
  { content, attempts: before, createdAt }: Leased,
  delivery: Delivery,
  { now, random }: OutboxParts,
): Settlement {
  const passing = content.kind === 'nagios' && content.passing;
  if (delivery.kind === 'sent')
    return passing ? { state: 'forgotten' } : { state: 'sent', why: null };
  const { why } = delivery;
  if (delivery.kind === 'needless') return { state: 'skipped', why };
  if (delivery.kind === 'later') {
    // Never at once: what is put off again and again must not keep anybody busy.
    const dueAt = Math.max(delivery.at, now() + soonest);
    return { state: 'waiting', dueAt, why, counts: false };
  }
  const policy = policyOf(passing ? 'passing' : content.kind);
  const tried = { attempts: before + 1, createdAt, now: now(), random: random() };
  const dueAt = delivery.final ? null : retryAt(policy, tried);
  if (dueAt !== null) return { state: 'waiting', dueAt, why, counts: true };
  return passing ? { state: 'forgotten' } : { state: 'dead', why };
}
