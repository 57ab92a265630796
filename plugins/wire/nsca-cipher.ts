import { createCipheriv, createDecipheriv } from 'node:crypto';
import { blowfish } from './cipher/blowfish.ts';
import { cast128 } from './cipher/cast-128.ts';
import { cfb8, type FirstByte } from './cipher/cfb-8.ts';

/** The encryption methods that there are here, by libmcrypt's names, with NSCA's numbers. */
export const nscaMethods = {
  none: 0,
  xor: 1,
  des: 2,
  '3des': 3,
  'cast-128': 4,
  blowfish: 8,
  'rijndael-128': 14,
} as const;

/** The name of a method. */
export type NscaMethod = keyof typeof nscaMethods;

const methodNames = Object.keys(nscaMethods) as readonly NscaMethod[];

/** What `parseNscaMethod` reads, to complete "must be …". */
export const nscaMethodForms = `one of ${methodNames
  .map((name) => `${name} (${nscaMethods[name]})`)
  .join(', ')}`;

/** The method of a name, in capitals or not, or of NSCA's number; undefined for one that there is not here. */
export function parseNscaMethod(text: string): NscaMethod | undefined {
  const asked = bare(text);
  if (asked === 'tripledes') return '3des';
  return methodNames.find((name) => bare(name) === asked || String(nscaMethods[name]) === asked);
}

/** Turns packets into what goes over the wire, or back; the packets of one connection, in their order. */
export type NscaCipher = (packet: Buffer) => Buffer;

/** A method with its key, made once; each connection has a cipher of its own, by the 128 bytes of its greeting. */
export interface NscaKey {
  readonly encryption: (iv: Buffer) => NscaCipher;
  readonly decryption: (iv: Buffer) => NscaCipher;
}

/**
 * The key that a password is with a method. XOR starts afresh for each packet; the others are CFB-8 as libmcrypt has
 * it and carry on from one packet to the next.
 */
export function nscaKey(method: NscaMethod, password: string): NscaKey {
  switch (method) {
    case 'none':
      return alike(() => (packet) => packet);
    case 'xor':
      return alike((iv) => xor(Buffer.from(password), iv));
    case 'des': {
      // One DES is three with the same key; OpenSSL has no other any more.
      const key = keyOf(password, 8);
      return openssl('des-ede3-cfb8', Buffer.concat([key, key, key]), 8);
    }
    case '3des':
      return openssl('des-ede3-cfb8', keyOf(password, 24), 8);
    case 'cast-128':
      return ours(cast128(keyOf(password, 16)));
    case 'blowfish':
      return ours(blowfish(keyOf(password, 56)));
    case 'rijndael-128':
      return openssl('aes-256-cfb8', keyOf(password, 32), 16);
  }
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function alike(cipher: (iv: Buffer) => NscaCipher): NscaKey {
  return { encryption: cipher, decryption: cipher };
}

function xor(secret: Buffer, iv: Buffer): NscaCipher {
  return (packet) => {
    const made = Buffer.allocUnsafe(packet.length);
    for (let at = 0; at < packet.length; at++) {
      const masked = (packet[at] as number) ^ (iv[at % iv.length] as number);
      made[at] = secret.length === 0 ? masked : masked ^ (secret[at % secret.length] as number);
    }
    return made;
  };
}

function openssl(name: string, key: Buffer, ivBytes: number): NscaKey {
  return {
    encryption: (iv) => {
      const cipher = createCipheriv(name, key, iv.subarray(0, ivBytes));
      return (packet) => cipher.update(packet);
    },
    decryption: (iv) => {
      const decipher = createDecipheriv(name, key, iv.subarray(0, ivBytes));
      return (packet) => decipher.update(packet);
    },
  };
}

/** Ciphers that OpenSSL has put away with its other old ones, out of Node's reach. */
function ours(firstByte: FirstByte): NscaKey {
  return {
    encryption: (iv) => cfb8(firstByte, iv, 'encrypt'),
    decryption: (iv) => cfb8(firstByte, iv, 'decrypt'),
  };
}

/** The password's bytes, cut to the key's length or filled up with zeros. */
function keyOf(password: string, length: number): Buffer {
  const key = Buffer.alloc(length);
  Buffer.from(password).copy(key);
  return key;
}
