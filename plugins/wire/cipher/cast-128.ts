import { castBoxes } from './cast-128-boxes.ts';
import type { FirstByte } from './cfb-8.ts';

/** CAST-128 with 16 rounds (RFC 2144) and a key of 16 bytes. An old cipher, here for those who still speak it. */
export function cast128(key: Buffer): FirstByte {
  const words = castBoxes.flatMap((box) => box.trim().split(/\s+/));
  const boxes = Int32Array.from(words, (word) => Number.parseInt(word, 16));
  const { masking, rotating } = schedule(key, boxes);
  return (left, right) => {
    let l = left;
    let r = right;
    for (let round = 0; round < rounds; round++) {
      const kind = round % 3;
      const turned = rotate(masked(kind, masking[round] as number, r), rotating[round] as number);
      const next = l ^ substituted(kind, turned, boxes);
      l = r;
      r = next;
    }
    return r >>> 24;
  };
}

const rounds = 16;

/** The three kinds of rounds take turns; how each joins the half block with its subkey … */
function masked(kind: number, mask: number, half: number): number {
  if (kind === 0) return (mask + half) | 0;
  return kind === 1 ? mask ^ half : (mask - half) | 0;
}

/** … and what it makes of the four boxes' words. */
function substituted(kind: number, word: number, boxes: Int32Array): number {
  const a = boxes[word >>> 24] as number;
  const b = boxes[256 + ((word >>> 16) & 0xff)] as number;
  const c = boxes[512 + ((word >>> 8) & 0xff)] as number;
  const d = boxes[768 + (word & 0xff)] as number;
  if (kind === 0) return ((a ^ b) - c + d) | 0;
  return kind === 1 ? ((a - b + c) | 0) ^ d : (((a + b) ^ c) - d) | 0;
}

function rotate(word: number, bits: number): number {
  return bits === 0 ? word : (word << bits) | (word >>> (32 - bits));
}

/**
 * How the key becomes sixteen other bytes (RFC 2144, 2.4): each row makes one word. The first digit is the word of the
 * old bytes it begins with; of the four next bytes S5 to S8 are taken, those of the first row old and of the others
 * new; of the last, an old one, the box of that row.
 */
const mixing = {
  z: ['0 DFCE 8', '8 0213 A', 'C 7654 9', '4 A9B8 B'],
  x: ['8 5746 0', '0 0213 2', '4 7654 1', 'C A9B8 3'],
} as const;
const lastBoxes = [6, 7, 4, 5];

/** Which bytes make the four subkeys that follow on each mixing; of the fifth S5 to S8 in turn. */
const subkeys = [
  ['z', ['89762', 'AB546', 'CD329', 'EF10C']],
  ['x', ['32CD8', '10EFD', '76893', '54AB7']],
  ['z', ['32CD9', '10EFC', '76892', '54AB6']],
  ['x', ['89763', 'AB547', 'CD328', 'EF10D']],
] as const;

function schedule(key: Buffer, boxes: Int32Array) {
  const made: number[] = [];
  let bytes: Buffer = Buffer.from(key.subarray(0, 16));
  while (made.length < 2 * rounds) {
    for (const [name, rows] of subkeys) {
      bytes = mix(bytes, mixing[name], boxes);
      for (const [index, row] of rows.entries()) {
        made.push(gather(bytes, row, boxes) ^ boxOf(boxes, 4 + index, bytes, row[4]));
      }
    }
  }
  return {
    masking: Int32Array.from(made.slice(0, rounds)),
    rotating: Int32Array.from(made.slice(rounds), (word) => word & 31),
  };
}

function mix(old: Buffer, rows: readonly string[], boxes: Int32Array): Buffer {
  const made = Buffer.alloc(16);
  for (const [index, row] of rows.entries()) {
    const [start = '', four = '', last = ''] = row.split(' ');
    const word = old.readInt32BE(digit(start)) ^ gather(index === 0 ? old : made, four, boxes);
    made.writeInt32BE(word ^ boxOf(boxes, lastBoxes[index] ?? 0, old, last), 4 * index);
  }
  return made;
}

function gather(bytes: Buffer, places: string, boxes: Int32Array): number {
  return [0, 1, 2, 3].reduce((word, at) => word ^ boxOf(boxes, 4 + at, bytes, places[at]), 0);
}

function boxOf(boxes: Int32Array, box: number, bytes: Buffer, place = ''): number {
  return boxes[256 * box + (bytes[digit(place)] ?? 0)] as number;
}

function digit(text: string): number {
  return Number.parseInt(text, 16);
}
