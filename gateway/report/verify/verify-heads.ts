import { headsDigest, rootOf, type SignedCheckpoint } from '../checkpoints/checkpoint.ts';
import type { Head } from '../log-pages.ts';

/** What a checkpoint says, and what is claimed to be all that it covers. */
export interface ClaimedHeads {
  readonly checkpoint: SignedCheckpoint['checkpoint'];
  /** The digests over the heads of all customers. */
  readonly customers: readonly string[];
  /** All heads of one customer, or of all. */
  readonly heads: readonly Head[];
  /** Whether they are those of all customers. */
  readonly all: boolean;
}

/** Whether a checkpoint covers exactly these heads; sentences about what it does not. */
export function verifyHeads({ checkpoint, customers, heads, all }: ClaimedHeads): string[] {
  const name = `checkpoint ${checkpoint.number}`;
  const problems: string[] = [];
  if (rootOf(customers) !== checkpoint.root) {
    problems.push(`${name}: does not cover these digests of customers`);
  }
  const covered = new Set(customers);
  const own = [...Map.groupBy(heads, ({ customer }) => customer)];
  for (const [customer, some] of own) {
    const digest = headsDigest(customer);
    for (const head of some) digest.add(head);
    if (covered.has(digest.digest())) continue;
    const whose = customer === null ? 'of hosts in no inventory' : `of customer "${customer}"`;
    problems.push(`${name}: covers other heads of the incidents ${whose} than these`);
  }
  if (!all) return problems;
  if (own.length !== covered.size) {
    problems.push(`${name}: covers ${covered.size} customers, here are ${own.length}`);
  }
  if (heads.length !== checkpoint.incidents) {
    problems.push(`${name}: covers ${checkpoint.incidents} incidents, here are ${heads.length}`);
  }
  return problems;
}
