import { setImmediate as breathe } from 'node:timers/promises';
import { ConflictError, type Store } from '../../store/store.ts';
import type { Head } from '../log-pages.ts';
import {
  type Checkpoint,
  checkpointDigest,
  rootOf,
  type SignedCheckpoint,
  signCheckpoint,
  termsDigest,
} from './checkpoint.ts';
import type { Contradiction } from './checkpoints.ts';
import { customerDigests, steps } from './customer-digests.ts';
import type { SigningKey } from './signing-key.ts';

/** The part of a store that checkpoints are made of. */
export type CheckpointStore = Pick<Store, 'pages' | 'checkpoints'>;

/** The last checkpoint, and what in the log contradicts it: then no new one was made, and there may be none at all. */
export interface Checked {
  readonly signed: SignedCheckpoint | undefined;
  readonly problems: readonly string[];
}

/** When, with which key, and whether to look at everything and make one although nothing was added since the last one. */
export interface Making {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly key: SigningKey;
  readonly always?: boolean;
}

/**
 * Compares the log with the last checkpoint and makes a new one that follows on it. A log that contradicts the last one
 * is not signed: what it says is told instead, and the old checkpoint stays the last.
 */
export async function makeCheckpoint(store: CheckpointStore, making: Making): Promise<Checked> {
  const last = await store.checkpoints.last();
  if (making.always !== true && last !== undefined && (await isCurrent(store, last.checkpoint))) {
    return { signed: last, problems: [] };
  }
  const seen = await look(store);
  const problems = problemsIn(seen, last?.checkpoint);
  if (problems.length > 0) return { signed: last, problems };
  const next = checkpointAfter(last, seen, making);
  const signed = signCheckpoint(next, making.key);
  try {
    await store.checkpoints.keep(signed, seen.moved);
  } catch (error) {
    // Another gateway on the same store has just made one; what is new since is in the next one.
    if (!(error instanceof ConflictError)) throw error;
    return { signed: await store.checkpoints.last(), problems };
  }
  return { signed, problems };
}

/** What in the log contradicts the last checkpoint, as sentences; nothing is written. */
export async function contradictionsOf(store: CheckpointStore): Promise<readonly string[]> {
  const last = await store.checkpoints.last();
  return problemsIn(await look(store), last?.checkpoint);
}

function problemsIn(
  { contradictions, covered, windowHashes }: Seen,
  last: Checkpoint | undefined,
): readonly string[] {
  return [
    ...contradictions.map(sentence),
    ...headProblems(last, covered),
    ...windowProblems(last, windowHashes),
  ];
}

interface Seen {
  readonly incidents: number;
  readonly events: number;
  readonly customers: readonly string[];
  /** The digests of customers as the last checkpoint must have covered them. */
  readonly covered: readonly string[];
  readonly moved: readonly Head[];
  readonly contradictions: readonly Contradiction[];
  readonly windowHashes: readonly string[];
  readonly terms: Iterable<string>;
}

/** How many incidents are looked at before others may go on. */
const portionSize = 2_000;

async function look({ pages, checkpoints }: CheckpointStore): Promise<Seen> {
  const digests = customerDigests();
  const moved: Head[] = [];
  const contradictions: Contradiction[] = [];
  let [incidents, events] = [0, 0];
  const windows = await pages.windows();
  const terms = await pages.terms();
  const end = Math.max(await pages.last(), await checkpoints.lastIncident());
  for (let first = 1; first <= end; first += portionSize) {
    const portion = { first, last: first + portionSize - 1 };
    const heads = await checkpoints.heads(portion);
    const fresh = await checkpoints.moved(portion);
    contradictions.push(...(await checkpoints.contradictions(portion)));
    for (const each of steps(heads, fresh)) {
      incidents += 1;
      events += each.is.version;
      digests.add(each);
    }
    moved.push(...fresh);
    await breathe();
  }
  return {
    ...{ incidents, events, moved, contradictions },
    customers: digests.now(),
    covered: digests.before(),
    windowHashes: windows.map(({ hash }) => hash),
    terms: terms.keys(),
  };
}

/** What is kept of the last checkpoint's heads is no proof of itself: its signed root is. */
function headProblems(last: Checkpoint | undefined, covered: readonly string[]): string[] {
  if (last === undefined || last.root === rootOf(covered)) return [];
  return ['the heads that the last checkpoint covers were changed'];
}

function sentence({ incident, version, there }: Contradiction): string {
  const what = there ? 'was changed' : 'is missing';
  return `incident ${incident}: event ${version}, which the last checkpoint covers, ${what}`;
}

function windowProblems(last: Checkpoint | undefined, hashes: readonly string[]): string[] {
  if (last === undefined || last.windows.count === 0) return [];
  const { count, hash } = last.windows;
  if (hashes[count - 1] === hash) return [];
  const what = hashes.length < count ? 'are missing' : 'were changed';
  return [`maintenance windows, of which the last checkpoint covers ${count}, ${what}`];
}

function checkpointAfter(
  last: SignedCheckpoint | undefined,
  { incidents, events, customers, windowHashes, terms }: Seen,
  { now, key }: Making,
): Checkpoint {
  const digests = [...terms];
  return {
    number: (last?.checkpoint.number ?? 0) + 1,
    at: Math.max(now, last?.checkpoint.at ?? now),
    previous: last === undefined ? null : checkpointDigest(last),
    ...{ incidents, events, root: rootOf(customers) },
    windows: { count: windowHashes.length, hash: windowHashes.at(-1) ?? null },
    terms: { count: digests.length, digest: termsDigest(digests) },
    key: key.publicKey,
  };
}

/** Everything only ever grows: where nothing was added, the last checkpoint covers all there is. */
async function isCurrent({ pages }: CheckpointStore, last: Checkpoint): Promise<boolean> {
  const windows = await pages.windows();
  const terms = await pages.terms();
  return (
    (await pages.events()) === last.events &&
    windows.length === last.windows.count &&
    terms.size === last.terms.count
  );
}
