import { checkpointDigest, isSigned, type SignedCheckpoint } from '../checkpoints/checkpoint.ts';

/** What is wrong with one checkpoint and how it follows on the one before it, as sentences. */
export function verifyCheckpoint(
  signed: SignedCheckpoint,
  before: SignedCheckpoint | undefined,
): string[] {
  const { checkpoint } = signed;
  const name = `checkpoint ${checkpoint.number}`;
  const problems: string[] = [];
  if (!isSigned(signed)) problems.push(`${name}: the signature is not that of its key`);
  if (checkpoint.number !== (before?.checkpoint.number ?? 0) + 1) {
    problems.push(`${name}: does not follow on checkpoint ${before?.checkpoint.number ?? 0}`);
  }
  if (checkpoint.previous !== (before === undefined ? null : checkpointDigest(before))) {
    problems.push(`${name}: does not name the digest of the one before it`);
  }
  if (before !== undefined) problems.push(...shrinking(signed, before).map((w) => `${name}: ${w}`));
  return problems;
}

/** A log only grows. */
function shrinking(
  { checkpoint: now }: SignedCheckpoint,
  { checkpoint: before }: SignedCheckpoint,
): string[] {
  const counts = [
    ['incidents', before.incidents, now.incidents],
    ['events', before.events, now.events],
    ['maintenance windows', before.windows.count, now.windows.count],
    ['terms', before.terms.count, now.terms.count],
  ] as const;
  const fewer = counts
    .filter(([, earlier, later]) => later < earlier)
    .map(([what, earlier, later]) => `has ${later} ${what}, the one before it had ${earlier}`);
  const changes = [
    ...(now.key === before.key ? [] : ['is signed with another key than the one before it']),
    ...(now.at < before.at ? ['was made before the one before it'] : []),
  ];
  return [...fewer, ...changes];
}
