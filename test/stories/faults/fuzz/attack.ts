import type { RefusalReason } from '../../../../gateway/door/door.ts';

/** How many frames of each kind were sent that must be refused, by the reason that must be counted for them. */
export type Tally = Map<RefusalReason, number>;

/** Sends so many frames to one door, most of them wrong, and waits until the door has done with them; answers what must have been refused. */
export type Attack = (count: number) => Promise<Tally>;

/** One frame, and why it must be refused; null where it may be taken, or where nobody can count it. */
export interface Frame<T> {
  readonly frame: T;
  readonly reason: RefusalReason | null;
}

/** Counts one more. */
export function note(tally: Tally, reason: RefusalReason | null, count = 1): void {
  if (reason !== null) tally.set(reason, (tally.get(reason) ?? 0) + count);
}

/** Whole numbers from 0 to below `limit`, the same ones for the same seed (Lehmer's generator, modulus 2^31 - 1). */
export function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

/** Bytes with a few of them changed, cut off, or said twice. */
export function damaged(whole: Buffer, roll: (limit: number) => number): Buffer {
  const at = roll(whole.length);
  const [before, after] = [whole.subarray(0, at), whole.subarray(at + 1)];
  const kinds = [
    () => before,
    () => Buffer.concat([before, after]),
    () => Buffer.concat([before, Buffer.from([roll(256), roll(256)]), after]),
    () => Buffer.concat([whole, whole.subarray(at)]),
  ];
  return kinds[roll(kinds.length)]?.() ?? before;
}

/** Bytes that mean nothing. */
export function noise(length: number, roll: (limit: number) => number): Buffer {
  return Buffer.from(Array.from({ length }, () => roll(256)));
}
