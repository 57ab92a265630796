import type { Socket } from 'node:net';
import { boundedBytes } from './bounded-bytes.ts';

/** How much of the beginning of an answer is kept as it came, and how long its head may be, in bytes. */
export const keptLimit = 1024 * 1024;

/** What went over the wire. */
export interface Recording {
  /** The beginning of the answer, byte for byte. */
  readonly beginning: Buffer;
  /** All bytes of the answer so far. */
  readonly bytes: number;
  /** When the request was given to the system, and when it was taken; as `performance.now()` has it. */
  readonly askedAt: number;
  readonly sentAt: number;
  /** When the first bytes came, and when the last did or the other side hung up. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What is told of a connection as it happens: bytes, the other side's end, and that it is gone. */
interface Listener {
  readonly data: (chunk: Buffer) => void;
  readonly end: () => void;
  readonly gone: (error: Error | undefined) => void;
}

/** A connection over which a request was sent, and all that came back. */
export interface Tap {
  readonly socket: Socket;
  readonly recording: () => Recording;
  /** Whether the other side has hung up. */
  readonly hasEnded: () => boolean;
  /** Whether the connection is gone, and why where there is a reason. */
  readonly loss: () => { readonly error: Error | undefined } | undefined;
  /** Tells this listener, and no other one any more, what comes from now on. */
  readonly listen: (listener: Listener) => void;
}

// Whoever stops at the limit has all that came until then. The system gives at most 64 KiB at once.
const longestPiece = 128 * 1024;

/** Sends `request`, byte for byte, over the connection, and records what comes back. */
export function tap(socket: Socket, request: Buffer): Tap {
  const answer = boundedBytes(keptLimit + longestPiece);
  const times = { askedAt: performance.now(), sentAt: 0, firstAt: 0, lastAt: 0 };
  let ended = false;
  let loss: { readonly error: Error | undefined } | undefined;
  let listener: Listener | undefined;
  const lose = (error: Error | undefined) => {
    if (loss !== undefined) return;
    loss = { error };
    listener?.gone(error);
  };
  socket.on('data', (chunk: Buffer) => {
    times.lastAt = performance.now();
    if (answer.total() === 0) times.firstAt = times.lastAt;
    answer.add(chunk);
    listener?.data(chunk);
  });
  socket.on('end', () => {
    times.lastAt = performance.now();
    ended = true;
    listener?.end();
  });
  socket.on('error', lose);
  socket.on('close', () => lose(undefined));
  socket.write(request, () => {
    times.sentAt = performance.now();
  });
  return {
    socket,
    recording: () => ({
      ...{ beginning: answer.kept(), bytes: answer.total() },
      ...{ ...times, sentAt: times.sentAt || times.askedAt },
    }),
    hasEnded: () => ended,
    loss: () => loss,
    listen: (next) => {
      listener = next;
    },
  };
}
