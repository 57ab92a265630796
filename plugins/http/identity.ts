import { readFile } from 'node:fs/promises';
import { UsageError } from '../check/usage-error.ts';
import type { TlsMaterial } from '../host/http/tls-context.ts';
import type { Plan } from './plan.ts';
import { wrong } from './readers.ts';

/** What the plan brings to a TLS handshake, its files read. Throws a UsageError for one that cannot be. */
export async function readIdentity({ dialect, tls }: Plan): Promise<TlsMaterial> {
  const read = async (file: string | undefined) => {
    if (file === undefined) return undefined;
    try {
      return await readFile(file);
    } catch {
      throw wrong(dialect, 'file does not exist or is not readable', file);
    }
  };
  const [certificate, key, authorities] = await Promise.all(
    [tls.certificate, tls.key, tls.authorities].map(read),
  );
  if (certificate !== undefined && key === undefined) {
    throw new UsageError(`${dialect}: ${keyMissing}`);
  }
  const { oldest, newest } = tls.versions;
  return { oldest, newest, certificate, key, authorities, verify: tls.verify };
}

const keyMissing = 'If you use a client certificate you must also specify a private key file';
