import { randomBytes } from 'node:crypto';
import { chmod, open, readFile } from 'node:fs/promises';
import { type Secret, secret } from '../../plugins/settings/secret.ts';

/** The token in a file that only its owner can read; a random one is made where there is no file. */
export async function keepToken(path: string): Promise<Secret> {
  const known = await readToken(path);
  if (known !== undefined) return known;
  const fresh = randomBytes(24).toString('base64url');
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${fresh}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return secret(fresh);
}

async function readToken(path: string): Promise<Secret | undefined> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (text.length < 16) throw new Error(`${path}: the token must have at least 16 characters`);
  await chmod(path, 0o600);
  return secret(text);
}
