import { randomBytes } from 'node:crypto';
import { digestOf } from '../../incident/chain.ts';
import type { PersonalTextRow } from '../schema.ts';

/** A value as the log may hold it, and the personal texts taken out of it. */
export interface Sealed {
  readonly value: unknown;
  readonly texts: readonly PersonalTextRow[];
}

/**
 * Replaces each `{personal: text}` inside a value by `{personal: digest}`. The digest covers a random salt that is
 * erased with the text: nobody can guess a name from what stays in the log.
 */
export function seal(value: unknown): Sealed {
  const texts: PersonalTextRow[] = [];
  const sealed = replacePersonal(value, (text) => {
    const salt = randomBytes(16).toString('hex');
    const digest = digestOf(`${salt}${text}`);
    texts.push({ digest, salt, text, erased_at: null });
    return digest;
  });
  return { value: sealed, texts };
}

/** Puts the personal texts back; one that is not among `texts` was erased and becomes null. */
export function unseal(value: unknown, texts: ReadonlyMap<string, string | null>): unknown {
  return replacePersonal(value, (digest) => texts.get(digest) ?? null);
}

/** The digests of all personal texts inside a sealed value. */
export function digestsIn(value: unknown): string[] {
  const digests: string[] = [];
  replacePersonal(value, (digest) => {
    digests.push(digest);
    return null;
  });
  return digests;
}

function replacePersonal(value: unknown, replace: (text: string) => string | null): unknown {
  if (Array.isArray(value)) return value.map((item) => replacePersonal(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      key === 'personal' && typeof member === 'string'
        ? [key, replace(member)]
        : [key, replacePersonal(member, replace)],
    ),
  );
}
