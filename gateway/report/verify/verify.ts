import type { LogEntry } from '../../incident/chain.ts';
import { eventHash } from '../../incident/chain.ts';

/**
 * What is wrong with a log, as sentences; none when every entry has the hash that it must have and follows on the one
 * before it. The entries of an incident stand in order. Whether a whole incident or a tail is missing, a log alone
 * cannot tell.
 */
export function verifyLog(entries: readonly LogEntry[]): readonly string[] {
  return entries.flatMap(logVerifier());
}

/** The same for a log that comes entry by entry: what is wrong with each, seen after those before it. */
export function logVerifier(): (entry: LogEntry) => readonly string[] {
  const heads = new Map<number, Head>();
  return (entry) => {
    const problems = problemsOf(entry, heads.get(entry.incident));
    heads.set(entry.incident, { version: entry.version, hash: entry.hash });
    return problems;
  };
}

type Head = Pick<LogEntry, 'version' | 'hash'>;

function problemsOf(entry: LogEntry, before: Head | undefined): string[] {
  const name = `incident ${entry.incident}, version ${entry.version}`;
  const problems: string[] = [];
  if (entry.version !== (before?.version ?? 0) + 1) {
    problems.push(`${name}: does not follow on version ${before?.version ?? 0}`);
  }
  if (entry.previousHash !== (before?.hash ?? null)) {
    problems.push(`${name}: does not name the hash of the entry before it`);
  }
  if (entry.hash !== eventHash(entry)) problems.push(`${name}: was changed: its hash does not fit`);
  return problems;
}
