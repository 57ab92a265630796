import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A number from 0 to `below` − 1 that looks random, and comes again in the same place with the same seed. */
export type Random = (below: number) => number;

/** Such numbers (Park and Miller's generator). */
export function randomNumbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % below;
  };
}

/** One of the things. */
export function oneOf<T>(things: readonly T[], random: Random): T {
  return things[random(things.length)] as T;
}

/** The frame with none to three of its bits flipped, sometimes with a long tail, sometimes cut. */
export function damaged(frame: Uint8Array, random: Random): Buffer {
  const flipped = flipBits(frame, random(4), random);
  const tail = random(50) === 0 ? Buffer.alloc(random(100_000), random(256)) : nothing;
  const whole = tail.length > 0 ? Buffer.concat([flipped, tail]) : flipped;
  return random(3) === 0 ? whole.subarray(0, random(whole.length + 1)) : whole;
}

/** A copy of the frame with so many bits flipped, anywhere in it. */
export function flipBits(frame: Uint8Array, flips: number, random: Random): Buffer {
  const copy = Buffer.from(frame);
  for (let left = flips; left > 0; left--) {
    const at = random(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
  }
  return copy;
}

/** Does the work so many times, `width` of them at once. */
export async function inParallel(
  width: number,
  times: number,
  work: () => Promise<void>,
): Promise<void> {
  let left = times;
  const line = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: width }, line));
}

const nothing = Buffer.alloc(0);

/** Frames that were recorded, from a file of the fixtures: each with its bytes, and what else the file says of it. */
export function recordedFrames<About extends object = object>(
  file: string,
): readonly (About & { readonly bytes: Buffer })[] {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8');
  const recorded = JSON.parse(text) as (About & { readonly base64: string })[];
  return recorded.map((frame) => ({ ...frame, bytes: Buffer.from(frame.base64, 'base64') }));
}
