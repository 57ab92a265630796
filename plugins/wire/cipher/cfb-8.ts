/** What a block cipher of 64 bits makes of a block of two words: the first byte of it, which is all that CFB-8 uses. */
export type FirstByte = (left: number, right: number) => number;

/**
 * CFB with a feedback of one byte (NIST SP 800-38A, 6.3) over a block cipher of 64 bits, as libmcrypt has it. It carries
 * on from one call to the next. `iv` has 8 bytes at least.
 */
export function cfb8(
  firstByte: FirstByte,
  iv: Buffer,
  direction: 'encrypt' | 'decrypt',
): (bytes: Buffer) => Buffer {
  let left = iv.readInt32BE(0);
  let right = iv.readInt32BE(4);
  return (bytes) => {
    const made = Buffer.allocUnsafe(bytes.length);
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      const other = byte ^ firstByte(left, right);
      made[at] = other;
      left = (left << 8) | (right >>> 24);
      right = (right << 8) | (direction === 'encrypt' ? other & 0xff : byte);
    }
    return made;
  };
}
