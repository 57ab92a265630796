import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The shortest password that is taken, in characters, and the longest. */
export const passwordLength = { least: 12, most: 1_000 } as const;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** RFC 7914's cost as a power of two, block size and parallelism: about 64 MiB and a tenth of a second each. */
const cost = { log: 16, r: 8, p: 1 };
const keyLength = 32;

/** A password as it is kept: scrypt with a salt of its own, its parameters beside it so that they can grow. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await keyOf(password, salt, cost);
  return ['scrypt', cost.log, cost.r, cost.p, base64(salt), base64(key)].join('$');
}

/**
 * Whether a password is the one that was hashed. Without a hash (nobody has that name, or no password) it takes as long
 * and says no, so that nobody learns from the time which names there are.
 */
export async function matchesPassword(password: string, kept: string | null): Promise<boolean> {
  const [kind, log = '', r = '', p = '', salt = '', key = ''] = (kept ?? nobody).split('$');
  if (kind !== 'scrypt') throw new Error(`a password is kept in an unknown way: "${kind}"`);
  const expected = Buffer.from(key, 'base64url');
  const parameters = { log: Number(log), r: Number(r), p: Number(p) };
  const given = await keyOf(password, Buffer.from(salt, 'base64url'), parameters);
  return timingSafeEqual(given, expected) && kept !== null;
}

const nobody = [
  'scrypt',
  cost.log,
  cost.r,
  cost.p,
  base64(Buffer.alloc(16)),
  base64(Buffer.alloc(keyLength)),
].join('$');

function keyOf(password: string, salt: Buffer, { log, r, p }: typeof cost): Promise<Buffer> {
  const N = 2 ** log;
  return derive(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem: 256 * N * r });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64url');
}
