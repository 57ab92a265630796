import { crc32 } from 'node:zlib';

/** The packet versions of NRPE: 2 has a buffer of 1,024 bytes, 3 and 4 say how long theirs is. */
export type NrpeVersion = 2 | 3 | 4;

/** One packet: what a client asks (`command!argument!argument`), or what was answered. */
export interface NrpePacket {
  readonly version: NrpeVersion;
  readonly type: 'query' | 'response';
  /** Nagios's number for the status; without a meaning in a query. */
  readonly result: number;
  readonly text: string;
}

/** What the bytes at hand come to. */
export type NrpeDecoded =
  | { readonly kind: 'packet'; readonly packet: NrpePacket }
  /** So many bytes there must be, counted from the first, before it is worth looking again. */
  | { readonly kind: 'more'; readonly length: number }
  | { readonly kind: 'wrong'; readonly why: string };

/** The most bytes of text that the clients of each version read (NRPE 4.1, as tried). */
export const nrpeTextLimits: Readonly<Record<NrpeVersion, number>> = {
  2: 1023,
  3: 65535,
  4: 65535,
};

/** A packet as bytes, in UTF-8. Throws a RangeError for a text above `nrpeTextLimits`. */
export function encodeNrpe({ version, type, result, text }: NrpePacket): Buffer {
  const { header, trailer } = shapes[version];
  const textLength = Buffer.byteLength(text);
  if (textLength > nrpeTextLimits[version]) {
    throw new RangeError(`${textLength} bytes of text do not fit into NRPE version ${version}`);
  }
  const least = version === 2 || type === 'query' ? smallestQuery : 0;
  const bytes = Buffer.alloc(Math.max(least, header + textLength + 1 + trailer));
  bytes.writeUInt16BE(version, 0);
  bytes.writeUInt16BE(types.indexOf(type) + 1, 2);
  bytes.writeInt16BE(result, 8);
  if (version !== 2) bytes.writeUInt32BE(bytes.length - header - trailer, lengthAt);
  bytes.write(text, header);
  bytes.writeUInt32BE(checksum(bytes), crcAt);
  return bytes;
}

/**
 * Reads the packet at the start of `bytes`; what follows it is ignored. `limit` bounds the buffer that a packet of
 * version 3 or 4 may announce. What can never become a packet is `wrong` as soon as its first bytes show it.
 */
export function decodeNrpe(bytes: Buffer, limit = 65_536): NrpeDecoded {
  if (bytes.length < 2) return more(2);
  const version = bytes.readUInt16BE(0);
  if (!isVersion(version)) return wrong(`there is no packet version ${version}`);
  const { header, trailer } = shapes[version];
  if (bytes.length < header) return more(header);
  const announced = version === 2 ? 1024 : bytes.readUInt32BE(lengthAt);
  if (announced > limit && version !== 2)
    return wrong(`its ${announced} bytes of text are more than ${limit}`);
  const length = header + announced + trailer;
  if (bytes.length < length) return more(length);
  return readWhole(bytes.subarray(0, length), version, announced);
}

/**
 * Takes the pieces of a stream as they come and gives what `decodeNrpe` says of them together. Keeps no more than one
 * packet and the last piece.
 */
export function nrpeReader(limit?: number): (piece: Buffer) => NrpeDecoded {
  let pieces: Buffer[] = [];
  let have = 0;
  let last: NrpeDecoded = more(2);
  return (piece) => {
    if (last.kind !== 'more') return last;
    pieces.push(piece);
    have += piece.length;
    if (have < last.length) return last;
    const [first = piece] = pieces;
    const bytes = pieces.length === 1 ? first : Buffer.concat(pieces, have);
    pieces = [bytes];
    last = decodeNrpe(bytes, limit);
    if (last.kind !== 'more') pieces = [];
    return last;
  };
}

/** The bytes before and after the buffer. The three at the end of version 3 are its C structure's padding. */
const shapes: Readonly<Record<NrpeVersion, { readonly header: number; readonly trailer: number }>> =
  { 2: { header: 10, trailer: 2 }, 3: { header: 16, trailer: 3 }, 4: { header: 16, trailer: 0 } };
const types = ['query', 'response'] as const;
const smallestQuery = 1036;
const crcAt = 4;
const lengthAt = 12;

function readWhole(bytes: Buffer, version: NrpeVersion, announced: number): NrpeDecoded {
  if (bytes.readUInt32BE(crcAt) !== checksum(bytes)) return wrong('its checksum does not fit');
  const code = bytes.readUInt16BE(2);
  const type = types[code - 1];
  if (type === undefined) return wrong(`there is no packet type ${code}`);
  const { header } = shapes[version];
  const buffer = bytes.subarray(header, header + announced);
  const end = buffer.indexOf(0);
  const text = buffer.toString('utf8', 0, end < 0 ? announced : end);
  return { kind: 'packet', packet: { version, type, result: bytes.readInt16BE(8), text } };
}

/** CRC-32 of the whole packet, its own field taken as zero. */
function checksum(bytes: Buffer): number {
  const before = crc32(zeros, crc32(bytes.subarray(0, crcAt)));
  return crc32(bytes.subarray(crcAt + zeros.length), before);
}

const zeros = Buffer.alloc(4);

function isVersion(version: number): version is NrpeVersion {
  return version >= 2 && version <= 4;
}

function more(length: number): NrpeDecoded {
  return { kind: 'more', length };
}

function wrong(why: string): NrpeDecoded {
  return { kind: 'wrong', why };
}
