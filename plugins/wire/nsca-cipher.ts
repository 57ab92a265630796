import { createCipheriv, createDecipheriv } from 'node:crypto';

/** The encryption methods that there are here, by libmcrypt's names, with NSCA's numbers. */
export const nscaMethods = {
  none: 0,
  xor: 1,
  des: 2,
  '3des': 3,
  'rijndael-128': 14,
} as const;

/** The name of a method. */
export type NscaMethod = keyof typeof nscaMethods;

/** Turns packets into what goes over the wire, or back; the packets of one connection, in their order. */
export type NscaCipher = (packet: Buffer) => Buffer;

/** The method of a name or NSCA's number; undefined for one that there is not here. */
export function parseNscaMethod(text: string): NscaMethod | undefined {
  const names = Object.keys(nscaMethods) as readonly NscaMethod[];
  return names.find((name) => name === text || String(nscaMethods[name]) === text);
}

/**
 * Encrypts the packets of a connection whose greeting held `iv`. XOR starts afresh for each packet; the others are
 * CFB-8 as libmcrypt has it and carry on from one packet to the next.
 */
export function nscaEncryption(method: NscaMethod, password: string, iv: Buffer): NscaCipher {
  if (method === 'none') return (packet) => packet;
  if (method === 'xor') return xor(password, iv);
  const { name, key, ivBytes } = blockCipher(method, password);
  const cipher = createCipheriv(name, key, iv.subarray(0, ivBytes));
  return (packet) => cipher.update(packet);
}

/** Decrypts what `nscaEncryption` with the same method, password and `iv` made. */
export function nscaDecryption(method: NscaMethod, password: string, iv: Buffer): NscaCipher {
  if (method === 'none') return (packet) => packet;
  if (method === 'xor') return xor(password, iv);
  const { name, key, ivBytes } = blockCipher(method, password);
  const cipher = createDecipheriv(name, key, iv.subarray(0, ivBytes));
  return (packet) => cipher.update(packet);
}

function xor(password: string, iv: Buffer): NscaCipher {
  const secret = Buffer.from(password);
  return (packet) =>
    packet.map((byte, at) => {
      const masked = byte ^ (iv[at % iv.length] ?? 0);
      return secret.length === 0 ? masked : masked ^ (secret[at % secret.length] ?? 0);
    }) as Buffer;
}

function blockCipher(method: Exclude<NscaMethod, 'none' | 'xor'>, password: string) {
  if (method === 'rijndael-128') {
    return { name: 'aes-256-cfb8', key: keyOf(password, 32), ivBytes: 16 };
  }
  if (method === '3des') return { name: 'des-ede3-cfb8', key: keyOf(password, 24), ivBytes: 8 };
  // One DES is three with the same key; OpenSSL has no other any more.
  const key = keyOf(password, 8);
  return { name: 'des-ede3-cfb8', key: Buffer.concat([key, key, key]), ivBytes: 8 };
}

/** The password's bytes, cut to the key's length or filled up with zeros. */
function keyOf(password: string, length: number): Buffer {
  const key = Buffer.alloc(length);
  Buffer.from(password).copy(key);
  return key;
}
