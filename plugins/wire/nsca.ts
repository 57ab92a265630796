import { crc32 } from 'node:zlib';
import { cutToBytes } from '../check/result.ts';
import { type Decoded, type PassiveCheck, passiveCheckProblem } from './passive-check.ts';

/** What the server says first: the initialisation vector (128 bytes) and its time, in epoch milliseconds. */
export interface NscaGreeting {
  readonly iv: Buffer;
  readonly at: number;
}

/** The bytes of a greeting. */
export const nscaGreetingLength = 132;

/** The bytes of a packet: that of NSCA 2.9 and later, and the old one, which is known by the connection's end after it. */
export const nscaPacketLengths = { long: 4304, short: 720 } as const;

/** The time-honoured limits, in bytes without the NUL at the end. */
const nscaLimits = { host: 63, service: 127, output: { long: 4095, short: 511 } } as const;

/** A greeting as bytes. */
export function encodeNscaGreeting({ iv, at }: NscaGreeting): Buffer {
  const bytes = Buffer.alloc(nscaGreetingLength);
  iv.copy(bytes, 0, 0, ivLength);
  bytes.writeUInt32BE(Math.floor(at / 1000), ivLength);
  return bytes;
}

/** Reads a whole greeting. */
export function decodeNscaGreeting(bytes: Buffer): NscaGreeting {
  return { iv: bytes.subarray(0, ivLength), at: bytes.readUInt32BE(ivLength) * 1000 };
}

/**
 * A result as a plain packet, before encryption. `filler` is what stands behind the texts (random bytes hide what is
 * the same in every packet); the output is cut to what fits. Throws a RangeError for a name that does not fit.
 */
export function encodeNscaPacket(
  { host, service, code, output, at }: PassiveCheck,
  filler: Buffer,
  form: keyof typeof nscaPacketLengths = 'long',
): Buffer {
  const bytes = Buffer.alloc(nscaPacketLengths[form]);
  filler.copy(bytes);
  bytes.writeInt16BE(version, 0);
  bytes.writeUInt16BE(0, 2);
  bytes.writeUInt32BE(0, crcAt);
  bytes.writeUInt32BE(Math.floor(at / 1000), timeAt);
  bytes.writeInt16BE(code, codeAt);
  writeText(bytes, fitting('host', host, nscaLimits.host), hostAt);
  writeText(bytes, fitting('service', service ?? '', nscaLimits.service), serviceAt);
  writeText(bytes, cutToBytes(output, nscaLimits.output[form]), outputAt);
  bytes.writeUInt32BE(crc32(bytes), crcAt);
  return bytes;
}

/** Reads a plain packet, after decryption, of either length. A wrong password shows as a wrong checksum. */
export function decodeNscaPacket(bytes: Buffer): Decoded<PassiveCheck> {
  if (bytes.length !== nscaPacketLengths.long && bytes.length !== nscaPacketLengths.short) {
    return wrong(`no packet has ${bytes.length} bytes`);
  }
  if (!isWholeNscaPacket(bytes)) return wrong('its checksum does not fit');
  if (bytes.readInt16BE(0) !== version)
    return wrong(`there is no packet version ${bytes.readInt16BE(0)}`);
  const service = readText(bytes, serviceAt, outputAt);
  const value: PassiveCheck = {
    host: readText(bytes, hostAt, serviceAt),
    service: service === '' ? null : service,
    code: bytes.readInt16BE(codeAt),
    output: readText(bytes, outputAt, bytes.length - 2),
    at: bytes.readUInt32BE(timeAt) * 1000,
  };
  const why = passiveCheckProblem(value);
  return why === undefined ? { kind: 'value', value } : wrong(why);
}

/** Whether the checksum of a plain packet fits: it has this length, and the password is the right one. */
export function isWholeNscaPacket(bytes: Buffer): boolean {
  return bytes.readUInt32BE(crcAt) === checksum(bytes);
}

const ivLength = 128;
const version = 3;
const crcAt = 4;
const timeAt = 8;
const codeAt = 12;
const hostAt = 14;
const serviceAt = 78;
const outputAt = 206;

function writeText(bytes: Buffer, text: string, at: number): void {
  bytes[at + bytes.write(text, at)] = 0;
}

function readText(bytes: Buffer, from: number, to: number): string {
  const field = bytes.subarray(from, to);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

function fitting(what: string, name: string, limit: number): string {
  if (Buffer.byteLength(name) <= limit) return name;
  throw new RangeError(`the ${what} ${JSON.stringify(name)} is longer than ${limit} bytes`);
}

/** CRC-32 of the whole packet, its own field taken as zero. */
function checksum(bytes: Buffer): number {
  return crc32(bytes.subarray(timeAt), crc32(zeros, crc32(bytes.subarray(0, crcAt))));
}

const zeros = Buffer.alloc(timeAt - crcAt);

function wrong(why: string): Decoded<PassiveCheck> {
  return { kind: 'wrong', why };
}
