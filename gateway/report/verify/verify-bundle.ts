import { createHash } from 'node:crypto';
import { canonicalJson } from '../../incident/chain.ts';
import { type BundleChecker, type BundleSummary, bundleChecker } from '../bundle/bundle-checker.ts';
import type { BundleLine, BundleSeal } from '../bundle/bundle-lines.ts';
import { bundleFormat } from '../bundle/bundle-lines.ts';
import { verifies } from '../checkpoints/signing-key.ts';

/** What a verification has found. */
export interface Verification extends BundleSummary {
  /** What is wrong, as sentences; empty when everything agrees. */
  readonly problems: readonly string[];
}

/**
 * Computes everything in a bundle again and compares. `lines` are its lines without their ends, the last one followed by
 * an end too. `pinned` is the installation's public key as it was published; without it a bundle is only held against
 * the key that it brings along.
 */
export async function verifyBundle(
  lines: AsyncIterable<string>,
  pinned: string | undefined,
): Promise<Verification> {
  const checker = bundleChecker();
  const bytes = createHash('sha256');
  const problems: string[] = [];
  let number = 0;
  let seal: BundleSeal | undefined;
  for await (const text of lines) {
    number += 1;
    if (seal !== undefined) {
      problems.push(`line ${number}: something follows on the seal`);
      break;
    }
    const line = readLine(text, number);
    if (typeof line === 'string') {
      problems.push(line);
      if (number === 1) return nothing(problems);
      bytes.update(`${text}\n`);
      continue;
    }
    if (line.kind === 'seal') seal = line;
    else {
      bytes.update(`${text}\n`);
      problems.push(...guarded(number, () => checker.take(line)));
    }
  }
  const summary = checker.summary();
  // Of what was cut off everything else that is missing follows.
  if (seal === undefined) return { problems: [...problems, cutOff], ...summary };
  problems.push(...guarded(number, checker.end));
  const { key } = summary;
  problems.push(...sealProblems(seal, bytes.digest('hex'), key), ...keyProblems(key, pinned));
  return { problems, ...checker.summary() };
}

const cutOff = 'the bundle is cut off: it does not end with its seal';

function nothing(problems: readonly string[]): Verification {
  return { problems, incidents: 0, events: 0, checkpoints: 0, key: undefined, digest: undefined };
}

type Line = BundleLine;

function readLine(text: string, number: number): Line | string {
  const value = parsed(text);
  const kind = (value as { readonly kind?: unknown } | undefined)?.kind;
  if (number === 1 && kind !== 'bundle') return 'this is no bundle of watchclock';
  if (value === undefined) return `line ${number}: not JSON: it was changed or cut off`;
  if (number === 1) {
    const { format } = value as { readonly format?: unknown };
    if (format !== bundleFormat) {
      return `a bundle of another format: ${JSON.stringify(format)}, not "${bundleFormat}"`;
    }
  }
  if (typeof kind !== 'string' || !kinds.has(kind)) return `line ${number}: no known kind`;
  if (canonicalJson(value) !== text) return `line ${number}: was changed: not as it was written`;
  return value as Line;
}

const kinds = new Set([
  ...['bundle', 'checkpoint', 'customer', 'head', 'terms', 'window', 'text', 'event'],
  ...['report', 'seal'],
]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A changed line may have any shape: what fails because of that is one more problem. */
function guarded(number: number, check: BundleChecker['end']): readonly string[] {
  try {
    return check();
  } catch (error) {
    return [`line ${number}: cannot be computed: ${(error as Error).message}`];
  }
}

/** A changed seal may lack what it should hold. */
function sealProblems(
  seal: Partial<BundleSeal>,
  digest: string,
  key: string | undefined,
): string[] {
  const problems: string[] = [];
  if (seal.digest !== digest)
    problems.push('the seal: the bundle was changed since it was written');
  if (key === undefined || !verifies(key, seal.digest ?? '', seal.signature ?? '')) {
    problems.push('the seal: its signature is not that of the key of the checkpoints');
  }
  return problems;
}

function keyProblems(key: string | undefined, pinned: string | undefined): string[] {
  if (pinned === undefined || key === pinned) return [];
  return [`signed with the key ${key ?? '(none)'}, not with ${pinned}`];
}
