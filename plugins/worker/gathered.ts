import type { Duplex } from 'node:stream';

/** Writes to `stream`, all that comes in one turn of the event loop in one go; nothing where it is closed. */
export function writeGathered(stream: Duplex, bytes: Buffer): void {
  if (stream.destroyed) return;
  if (stream.writableCorked === 0) {
    stream.cork();
    setImmediate(() => stream.uncork());
  }
  stream.write(bytes);
}
