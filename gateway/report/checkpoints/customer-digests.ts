import type { Head } from '../log-pages.ts';
import { type HeadsDigest, headsDigest } from './checkpoint.ts';

/** A head as the last checkpoint covers it, if it does, and as it is now. */
export interface Step {
  readonly was: Head | undefined;
  readonly is: Head;
}

/** What became of the heads of a portion, in order of incident. */
export function steps(heads: readonly Head[], moved: readonly Head[]): readonly Step[] {
  const all = new Map<number, Step>(heads.map((head) => [head.incident, { was: head, is: head }]));
  for (const head of moved) all.set(head.incident, { was: all.get(head.incident)?.was, is: head });
  return [...all.values()].sort((one, other) => one.is.incident - other.is.incident);
}

/** The digests over each customer's heads, to be added in order of incident. */
export interface CustomerDigests {
  readonly add: (step: Step) => void;
  /** Those of the customers that the last checkpoint covers, as it must have covered them. */
  readonly before: () => readonly string[];
  readonly now: () => readonly string[];
}

/** Digests of no heads yet. What was and what is are one digest until a customer's first head moves. */
export function customerDigests(): CustomerDigests {
  const customers = new Map<string | null, Digests>();
  return {
    add: ({ was, is }: Step) => {
      const digests = customers.get(is.customer) ?? digestsOf(is.customer);
      customers.set(is.customer, digests);
      if (was !== is && digests.now === digests.before) digests.now = digests.before.copy();
      if (was !== undefined) digests.before.add(was);
      if (digests.now !== digests.before) digests.now.add(is);
      digests.wasThere ||= was !== undefined;
    },
    before: () =>
      [...customers.values()].flatMap((each) => (each.wasThere ? [each.before.digest()] : [])),
    now: () => [...customers.values()].map(({ now }) => now.digest()),
  };
}

interface Digests {
  readonly before: HeadsDigest;
  now: HeadsDigest;
  /** Whether the last checkpoint covers any head of the customer. */
  wasThere: boolean;
}

function digestsOf(customer: string | null): Digests {
  const digest = headsDigest(customer);
  return { before: digest, now: digest, wasThere: false };
}
