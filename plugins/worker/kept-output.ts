import type { Readable } from 'node:stream';
import { cutToBytes } from '../check/result.ts';

/** What is kept of one stream of a command: Nagios itself makes no use of more than 8 KiB in most places. */
export const outputLimit = 64 * 1024;

/** A command's stream, read to its end so that the command never waits, and kept up to the limit. */
export interface KeptOutput {
  readonly text: () => string;
  /** Resolves when all is read that there was when it was called, even if a process left behind holds the stream. */
  readonly settled: () => Promise<void>;
}

/** Reads `stream` from now on. */
export function keptOutput(stream: Readable | null): KeptOutput {
  const pieces: Buffer[] = [];
  let have = 0;
  let reads = 0;
  let closed = stream === null;
  stream?.on('data', (piece: Buffer) => {
    reads += 1;
    if (have < outputLimit) pieces.push(piece);
    have += piece.length;
  });
  stream?.once('close', () => {
    closed = true;
  });
  stream?.on('error', () => undefined);
  return {
    text: () => cutToBytes(Buffer.concat(pieces).toString('utf8'), outputLimit),
    async settled() {
      for (let before = -1; !closed && before !== reads; ) {
        before = reads;
        // Not a time: a turn of the event loop reads what there is, however long it takes to come round.
        for (let turns = 0; turns < 2; turns++) await new Promise(setImmediate);
      }
      stream?.destroy();
    },
  };
}
