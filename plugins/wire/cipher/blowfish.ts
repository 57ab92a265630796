import type { FirstByte } from './cfb-8.ts';
import { piWords } from './pi.ts';

/** Blowfish (B. Schneier, 1993) with a key of 1 to 56 bytes. An old cipher, here for those who still speak it. */
export function blowfish(key: Buffer): FirstByte {
  const state = piWords(subkeyCount + 4 * boxSize);
  const subkeys = state.subarray(0, subkeyCount);
  const boxes = state.subarray(subkeyCount);
  for (let at = 0; at < subkeyCount; at++) {
    for (let byte = 0; byte < 4; byte++) {
      const shift = 24 - 8 * byte;
      subkeys[at] =
        (subkeys[at] as number) ^ ((key[(4 * at + byte) % key.length] as number) << shift);
    }
  }
  const encrypt = encryption(subkeys, boxes);
  const block = new Int32Array(2);
  for (let at = 0; at < state.length; at += 2) {
    encrypt(block);
    state.set(block, at);
  }
  return (left, right) => {
    block[0] = left;
    block[1] = right;
    encrypt(block);
    return (block[0] as number) >>> 24;
  };
}

const subkeyCount = 18;
const rounds = 16;
const boxSize = 256;

/** Encrypts the two words of a block in place. */
function encryption(subkeys: Int32Array, boxes: Int32Array): (block: Int32Array) => void {
  return (block) => {
    let [left, right] = [block[0] as number, block[1] as number];
    for (let round = 0; round < rounds; round++) {
      left ^= subkeys[round] as number;
      const a = boxes[left >>> 24] as number;
      const b = boxes[boxSize + ((left >>> 16) & 0xff)] as number;
      const c = boxes[2 * boxSize + ((left >>> 8) & 0xff)] as number;
      const d = boxes[3 * boxSize + (left & 0xff)] as number;
      const f = (((a + b) ^ c) + d) | 0;
      [left, right] = [right ^ f, left];
    }
    block[0] = right ^ (subkeys[rounds + 1] as number);
    block[1] = left ^ (subkeys[rounds] as number);
  };
}
