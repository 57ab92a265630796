import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { secondsSince } from './line.ts';

/** How much of the beginning of an answer is kept as it came, and how long its head may be, in bytes. */
export const keptLimit = 1024 * 1024;

/** What went over the wire. Times are seconds from the moment the request was sent, or for `sendTime` until then. */
export interface Recording {
  /** The beginning of the answer, byte for byte. */
  readonly beginning: Buffer;
  /** All bytes of the answer so far. */
  readonly bytes: number;
  readonly sendTime: number;
  readonly firstByteTime: number;
  readonly transferTime: number;
}

/**
 * The connection as Node's HTTP client sees it. In place of what the client writes it sends `request`, byte for
 * byte: HTTP/1.0, odd methods and header lines as they were typed, none of which the client would write. It records
 * the answer. Destroying it destroys the socket.
 */
export class Wire extends Duplex {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #kept: Buffer[] = [];
  #bytes = 0;
  #asked = false;
  #askedAt = 0;
  #sendTime = 0;
  #firstByteTime = 0;

  constructor(socket: Socket, request: Buffer) {
    super();
    this.#socket = socket;
    this.#request = request;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  recording(): Recording {
    return {
      beginning: Buffer.concat(this.#kept),
      bytes: this.#bytes,
      sendTime: this.#sendTime,
      firstByteTime: this.#firstByteTime,
      transferTime: secondsSince(this.#askedAt),
    };
  }

  /** Node's client sets a time-out on every connection that it is handed; the check has its own. */
  setTimeout(): this {
    return this;
  }

  override _write(_chunk: unknown, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#asked) {
      done();
      return;
    }
    this.#asked = true;
    const started = performance.now();
    this.#socket.write(this.#request, (error) => {
      this.#sendTime = secondsSince(started);
      done(error);
    });
    this.#askedAt = performance.now();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    if (this.#bytes === 0) this.#firstByteTime = secondsSince(this.#askedAt);
    const room = keptLimit - Math.min(this.#bytes, keptLimit);
    this.#bytes += chunk.length;
    if (room > 0) this.#kept.push(Buffer.from(chunk.subarray(0, room)));
    if (!this.push(chunk)) this.#socket.pause();
  }
}
