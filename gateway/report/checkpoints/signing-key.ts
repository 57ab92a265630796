import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

/** The key with which an installation signs, Ed25519 (RFC 8032). */
export interface SigningKey {
  /** 32 bytes in hex; to be published. */
  readonly publicKey: string;
  /** The signature over a text's UTF-8, 64 bytes in hex. */
  readonly sign: (text: string) => string;
}

/** The key in a file that only its owner can read (PKCS #8, PEM); a new one is made where there is no file. */
export async function keepSigningKey(path: string): Promise<SigningKey> {
  const known = await readKey(path);
  if (known !== undefined) return signingKey(known);
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
  } finally {
    await file.close();
  }
  return signingKey(privateKey);
}

/** Whether a signature over a text was made with the private half of a public key; both in hex, as they are made here. */
export function verifies(publicKey: string, text: string, signature: string): boolean {
  if (!isKey(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

/** Whether a text can be a public key. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** A private key as one that signs. */
export function signingKey(privateKey: KeyObject): SigningKey {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x, 'base64url').toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('hex'),
  };
}

async function readKey(path: string): Promise<KeyObject | undefined> {
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new Error(`${path}: not a private key in PEM`, { cause: error });
  }
  throw new Error(`${path}: not an Ed25519 key`);
}
