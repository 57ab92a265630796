import { createHash, type Hash } from 'node:crypto';
import { canonicalJson, digestOf } from '../../incident/chain.ts';
import type { Head } from '../log-pages.ts';
import { type SigningKey, verifies } from './signing-key.ts';

/**
 * What the log, the announced windows and the terms came to at an instant (house.md section 6). It names the digest of
 * the one before it, so that none can be left out.
 */
export interface Checkpoint {
  /** From 1, without a gap. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The digest of the checkpoint before; null for the first. */
  readonly previous: string | null;
  readonly incidents: number;
  readonly events: number;
  /** The digest over `customers`; see `rootOf`. */
  readonly root: string;
  /** How many windows were announced, and the hash of the last one. */
  readonly windows: { readonly count: number; readonly hash: string | null };
  /** How many terms there are, and the digest over their digests. */
  readonly terms: { readonly count: number; readonly digest: string };
  /** The public key of the installation, Ed25519, in hex. */
  readonly key: string;
}

/** A checkpoint with the installation's signature over its canonical JSON, in hex. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly signature: string;
}

/** Signs a checkpoint. */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): SignedCheckpoint {
  return { checkpoint, signature: key.sign(canonicalJson(checkpoint)) };
}

/** Whether the key that a checkpoint names has signed it. */
export function isSigned({ checkpoint, signature }: SignedCheckpoint): boolean {
  return verifies(checkpoint.key, canonicalJson(checkpoint), signature);
}

/** By what the next checkpoint names this one. */
export function checkpointDigest(signed: SignedCheckpoint): string {
  return digestOf(canonicalJson(signed));
}

/** A digest over the heads of one customer's incidents, to be added in order of number. */
export interface HeadsDigest {
  readonly add: (head: Omit<Head, 'customer'>) => void;
  /** Another one, over the same heads so far. */
  readonly copy: () => HeadsDigest;
  /** The digest, which names the customer: nobody can read from it whose it is, or how many incidents there were. */
  readonly digest: () => string;
}

/** A digest over no heads yet; the customer is null for incidents of hosts in no inventory. */
export function headsDigest(
  customer: string | null,
  heads: Hash = createHash('sha256'),
): HeadsDigest {
  return {
    add: ({ incident, version, hash, raisedAt }) => {
      // Of numbers and texts this is the canonical JSON, in a fraction of the time; there are a million heads.
      heads.update(`${JSON.stringify([incident, version, raisedAt, hash])}\n`);
    },
    copy: () => headsDigest(customer, heads.copy()),
    digest: () => digestOf(canonicalJson({ customer, heads: heads.copy().digest('hex') })),
  };
}

/** The digest over those of all customers, in their own order. */
export function rootOf(customers: readonly string[]): string {
  return digestOf(canonicalJson(customers.toSorted()));
}

/** The digest over the digests of all terms, in their order. */
export function termsDigest(digests: Iterable<string>): string {
  return digestOf(canonicalJson([...digests].toSorted()));
}
