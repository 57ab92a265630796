import { canonicalJson, digestOf } from '../incident/chain.ts';

/** Something about access that is worth being able to prove later. */
export interface AuditEntry {
  readonly kind:
    | 'signed in'
    | 'sign-in refused'
    | 'signed out'
    | 'report read'
    | 'account added'
    | 'account changed'
    | 'token added'
    | 'token revoked';
  /** Who did it: an account, the holder of the gateway's own token, or the command line. */
  readonly who: string;
  /** What it was about, in a few words. */
  readonly about: string;
  /** The address that it came from; null for the command line. */
  readonly from: string | null;
}

/** An entry as it is kept: each covers the one before it by its hash. `at` is epoch milliseconds. */
export interface KeptEntry extends AuditEntry {
  readonly position: number;
  readonly at: number;
  readonly previousHash: string | null;
  readonly hash: string;
}

/** The audit log, which only ever grows. */
export interface Audit {
  readonly record: (entry: AuditEntry, at: number) => Promise<void>;
  /** The newest first. */
  readonly latest: (limit: number) => Promise<readonly KeptEntry[]>;
  /** All of it, in order. */
  readonly all: () => Promise<readonly KeptEntry[]>;
}

/** SHA-256, in hex, over an entry's place, time and content and the hash of the one before it. */
export function auditHash(entry: Omit<KeptEntry, 'hash'>): string {
  const { position, at, kind, who, about, from, previousHash } = entry;
  return digestOf(canonicalJson({ position, at, kind, who, about, from, previousHash }));
}

/** What is wrong with an audit log, as sentences; none when every entry follows on the one before it. */
export function verifyAudit(entries: readonly KeptEntry[]): readonly string[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    const follows = entry.position === index + 1 && entry.previousHash === (before?.hash ?? null);
    const name = `audit entry ${entry.position}`;
    if (!follows) return [`${name}: does not follow on the entry before it`];
    return entry.hash === auditHash(entry) ? [] : [`${name}: was changed: its hash does not fit`];
  });
}
