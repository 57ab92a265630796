import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorWords } from '../check/system-error.ts';
import { type Patience, runStat, type StatAnswer } from './stat-process.ts';

/** How much of a file system is used, in blocks and in inodes. */
export interface FilesystemUsage {
  /** Bytes. */
  readonly blockSize: number;
  readonly blocks: number;
  readonly free: number;
  /** Free to others than root. */
  readonly available: number;
  /** 0 where a file system has no fixed number of inodes. */
  readonly inodes: number;
  readonly freeInodes: number;
}

/** What came of asking: `missing` is a path that is not there. */
export type UsageAnswer =
  | { readonly kind: 'usage'; readonly usage: FilesystemUsage }
  | { readonly kind: 'refused'; readonly words: string; readonly missing: boolean }
  | { readonly kind: 'silent' };

/** Whether a path is there, or what came in the way of seeing it. */
export type PresenceAnswer = Exclude<UsageAnswer, { readonly kind: 'usage' }> | 'there';

/** What is asked about a file system. */
export interface UsageQuestion {
  /** A path that must be there, too. */
  readonly path: string;
  readonly mountPath: string;
  /** Looking the path up may hang; asking the file system may hang. Then the question is asked apart. */
  readonly pathMayHang: boolean;
  readonly mountMayHang: boolean;
}

/** Asks how much of a file system is used. Never rejects, and never holds this process. */
export async function askUsage(
  root: string,
  { path, mountPath, pathMayHang, mountMayHang }: UsageQuestion,
  patience: Patience,
): Promise<UsageAnswer> {
  if (path !== mountPath) {
    const seen = await askPresence(root, { path, pathMayHang }, patience);
    if (seen !== 'there') return seen;
  }
  const mount = join(root, mountPath);
  return mountMayHang ? readUsageApart(mount, patience) : readUsage(mount);
}

/** Asks whether a path is there. Never rejects, and never holds this process. */
export async function askPresence(
  root: string,
  { path, pathMayHang }: Pick<UsageQuestion, 'path' | 'pathMayHang'>,
  patience: Patience,
): Promise<PresenceAnswer> {
  if (path === '') return refusal('No such file or directory');
  return pathMayHang ? seeApart(join(root, path), patience) : see(join(root, path));
}

function see(path: string) {
  try {
    statSync(path);
    return 'there' as const;
  } catch (error) {
    return refusal(errorWords(error));
  }
}

async function seeApart(path: string, patience: Patience) {
  const answer = await runStat(['-L', '-c', '%F', '--', path], patience);
  return answer.kind === 'printed' ? ('there' as const) : withoutUsage(answer);
}

function readUsage(path: string): UsageAnswer {
  try {
    const { frsize, bsize, blocks, bfree, bavail, files, ffree } = statfsSync(path);
    return usage([frsize || bsize, blocks, bfree, bavail, files, ffree]);
  } catch (error) {
    return refusal(errorWords(error));
  }
}

async function readUsageApart(path: string, patience: Patience): Promise<UsageAnswer> {
  const answer = await runStat(['-f', '-c', '%S %b %f %a %c %d', '--', path], patience);
  return answer.kind === 'printed'
    ? usage(answer.text.split(' ').map(Number))
    : withoutUsage(answer);
}

function usage([
  blockSize = 0,
  blocks = 0,
  free = 0,
  available = 0,
  inodes = 0,
  freeInodes = 0,
]: readonly number[]): UsageAnswer {
  return { kind: 'usage', usage: { blockSize, blocks, free, available, inodes, freeInodes } };
}

function withoutUsage(answer: Exclude<StatAnswer, { kind: 'printed' }>) {
  return answer.kind === 'silent' ? answer : refusal(answer.words);
}

function refusal(words: string) {
  return {
    kind: 'refused' as const,
    words,
    missing: /^(No such file or directory|Not a directory)$/.test(words),
  };
}
