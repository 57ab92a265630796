import { drain, type Send } from '../spool/drain.ts';
import { takeLock } from '../spool/lock.ts';
import { openSpool, type Spool } from '../spool/spool.ts';

/** What became of results that went through a spool. */
export interface SpooledSending {
  /** How many wait there now, of these and earlier ones. */
  readonly waiting: number;
  /** Why they wait. */
  readonly why?: string;
  /** What was refused for good, as sentences. */
  readonly refused: readonly string[];
}

/** The most that may wait in the spool of a script. */
const limit = 100_000;

/**
 * Keeps results in a folder, then delivers all that waits there, the oldest first; what cannot be delivered now waits
 * for the next call, or for the agent whose folder it is. Rejects when a result cannot be kept.
 */
export async function sendThroughSpool(
  texts: readonly string[],
  folder: string,
  send: Send,
): Promise<SpooledSending> {
  const refused: string[] = [];
  const warn = (sentence: string) => void refused.push(sentence);
  const spool = await openSpool({ folder, limit, now: Date.now, warn });
  for (const text of texts) await spool.put(text);
  const why = await deliver(spool, folder, send);
  const waiting = (await spool.list()).length;
  return { waiting, refused, ...(why !== undefined && { why }) };
}

/** Why not all was delivered; undefined when it was. */
async function deliver(spool: Spool, folder: string, send: Send): Promise<string | undefined> {
  const release = await takeLock(folder);
  if (release === undefined) return 'another process delivers them';
  try {
    await drain(spool, send);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await release();
  }
}
