import type { Store } from '../store/store.ts';
import { readTerms, type Terms } from './terms.ts';

/** Reads terms by their digest. They never change under it, so each is read once. */
export function termsReader(store: Pick<Store, 'terms'>): (digest: string) => Promise<Terms> {
  const known = new Map<string, Promise<Terms>>();
  const read = async (digest: string) => {
    const content = await store.terms(digest);
    if (content === undefined) throw new Error(`the store has lost the terms ${digest}`);
    return readTerms(content);
  };
  return (digest) => {
    const terms = known.get(digest) ?? read(digest);
    known.set(digest, terms);
    terms.catch(() => known.delete(digest));
    return terms;
  };
}
