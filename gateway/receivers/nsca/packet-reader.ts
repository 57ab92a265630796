import { isWholeNscaPacket, nscaPacketLengths } from '../../../plugins/wire/nsca.ts';
import type { NscaCipher } from '../../../plugins/wire/nsca-cipher.ts';

/** Cuts what comes on a connection into packets, and decrypts them. */
export interface PacketReader {
  /** The plain packets that became whole with this piece. */
  readonly take: (piece: Buffer) => readonly Buffer[];
  /** The connection ended: the packets that this shows to be whole, and how many bytes are left over. */
  readonly end: () => { readonly packets: readonly Buffer[]; readonly left: number };
}

const { long, short } = nscaPacketLengths;

/**
 * A reader for one connection; `decryption` begins it anew. Nothing in a connection says which packets it carries: they
 * are the long ones, unless the first one is right only as a short one, or the end comes first.
 */
export function packetReader(decryption: () => NscaCipher): PacketReader {
  let decrypt = decryption();
  let length: number | undefined;
  let rest: Buffer = Buffer.alloc(0);
  const next = (size: number): Buffer => {
    const packet = rest.subarray(0, size);
    rest = rest.subarray(size);
    return decrypt(packet);
  };
  const all = (size: number): Buffer[] => {
    const packets: Buffer[] = [];
    while (rest.length >= size) packets.push(next(size));
    return packets;
  };
  const restart = (size: number, bytes: Buffer): Buffer[] => {
    length = size;
    rest = bytes;
    decrypt = decryption();
    return all(size);
  };
  const first = (): Buffer[] => {
    const bytes = rest;
    const plain = next(long);
    const isOld =
      !isWholeNscaPacket(plain) && isWholeNscaPacket(decryption()(bytes.subarray(0, short)));
    if (isOld) return restart(short, bytes);
    length = long;
    return [plain, ...all(long)];
  };
  return {
    take: (piece) => {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      if (length !== undefined) return all(length);
      return rest.length < long ? [] : first();
    },
    end: () => {
      const packets = length === undefined ? restart(short, rest) : [];
      return { packets, left: rest.length };
    },
  };
}
