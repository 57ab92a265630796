import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery, drain, type Send } from '../../../plugins/spool/drain.ts';
import { takeLock } from '../../../plugins/spool/lock.ts';
import { gatewayHeaders, isOurFault, poster } from '../../../plugins/spool/post.ts';
import type { Spool } from '../../../plugins/spool/spool.ts';
import type { Answer } from './receiver.ts';

/** Where notifications go. */
export interface Route {
  readonly gateway: URL;
  readonly tokenFile: string;
  /** How long an answer may take, in milliseconds. */
  readonly timeout: number;
}

/** What delivering may be told. */
export interface DeliverOptions {
  /** The spool's folder: its lock keeps two from doing the same work. */
  readonly folder: string;
  /** Try again until all is delivered, instead of throwing what went wrong. */
  readonly persist: boolean;
  readonly report: (sentence: string) => void;
}

/** Sends envelopes to the gateway at the end of a route; throws when it does not answer for them. */
export function sendTo({ gateway, tokenFile, timeout }: Route): Send {
  const url = new URL('/api/v1/notifications', gateway);
  const send: Send = async (envelopes) => {
    const token = (await readFile(tokenFile, 'utf8')).trim();
    const post = poster(url, { patience: timeout });
    const { status, body } = await post(gatewayHeaders(token), `[${envelopes.join(',')}]`);
    if (status === 200) return envelopes.map((envelope) => deliveryOf(envelope, body));
    if (!isOurFault(status)) throw new Error(`${url} answered ${status}: ${body}`);
    const [only, ...others] = envelopes;
    if (only === undefined || others.length === 0) return [{ refused: `${status}: ${body}` }];
    return (await Promise.all(envelopes.map((envelope) => send([envelope])))).flat();
  };
  return send;
}

/**
 * Delivers all that waits, as long as no other process does. Something is always left to the one who holds the lock,
 * so it looks again after it let go.
 */
export async function deliverAll(spool: Spool, send: Send, options: DeliverOptions): Promise<void> {
  while ((await spool.list()).length > 0) {
    const release = await takeLock(options.folder);
    if (release === undefined) return options.report('another process is delivering already');
    try {
      await drainPatiently(spool, send, options);
    } finally {
      await release();
    }
  }
}

/** The gateway may be away for days: ask it often enough to be quick when it is back. */
const pauses = { first: 500, longest: 5_000 };

async function drainPatiently(
  spool: Spool,
  send: Send,
  { persist, report }: DeliverOptions,
): Promise<void> {
  let pause = pauses.first;
  // What is wrong with the spool itself ends this; what is wrong with the gateway is tried again.
  for (; (await spool.list()).length > 0; pause = Math.min(pause * 2, pauses.longest)) {
    try {
      await drain(spool, send, { progress: everySoOften(report) });
    } catch (error) {
      if (!persist) throw error;
      if (pause === pauses.first) report(`trying again: ${(error as Error).message}`);
      await sleep(pause);
    }
  }
}

/** How often it is said how far a long delivery is, in milliseconds. */
const pace = 5_000;

function everySoOften(report: (sentence: string) => void) {
  let next = performance.now() + pace;
  return (done: number, all: number) => {
    if (performance.now() < next) return;
    next = performance.now() + pace;
    report(`${done} of ${all} notifications that waited are delivered`);
  };
}

function deliveryOf(envelope: string, body: string): Delivery {
  const { id } = JSON.parse(envelope) as { id: string };
  const answer = (JSON.parse(body) as readonly Answer[]).find((each) => each.id === id);
  if (answer === undefined) throw new Error(`the gateway did not answer for ${id}`);
  return 'refused' in answer ? { refused: answer.refused } : 'taken';
}
