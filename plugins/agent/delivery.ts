import { setTimeout as sleep } from 'node:timers/promises';
import { drain, type Send } from '../spool/drain.ts';
import type { Spool } from '../spool/spool.ts';

/** What a delivery works with. */
export interface DeliveryParts {
  readonly spool: Spool;
  readonly send: Send;
  /** Told when nothing can be delivered for now, with the reason, and when it goes on. */
  readonly delayed: (why: string) => void;
  readonly resumed: () => void;
  /** Ends the delivery; what was not taken goes on waiting. */
  readonly signal: AbortSignal;
}

/** A delivery that goes on until its signal fires. */
export interface Delivery {
  /** Says that there is something in the spool. */
  readonly wake: () => void;
  readonly ended: Promise<void>;
}

/** Delivers what a spool holds, now and whenever it is woken; after a failure again and again, after growing pauses. */
export function startDelivery(parts: DeliveryParts): Delivery {
  let waking = Promise.withResolvers<void>();
  parts.signal.addEventListener('abort', () => waking.resolve());
  const awaken = async () => {
    await waking.promise;
    waking = Promise.withResolvers();
    if (parts.signal.aborted) waking.resolve();
  };
  return { wake: () => waking.resolve(), ended: deliver(parts, awaken) };
}

async function deliver(parts: DeliveryParts, awaken: () => Promise<void>): Promise<void> {
  const { spool, send, delayed, resumed, signal } = parts;
  for (let failures = 0; !signal.aborted; ) {
    try {
      await drain(spool, send);
      if (failures > 0) resumed();
      failures = 0;
      await awaken();
    } catch (error) {
      if (signal.aborted) return;
      if (failures === 0) delayed((error as Error).message);
      failures += 1;
      await sleep(pause(failures), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Half a second, doubled with each failure up to half a minute, and by chance somewhere in the upper half of that. */
function pause(failures: number): number {
  return Math.min(30_000, 500 * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
}
