import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
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

/**
 * The connection as Node's HTTP client sees it. In place of what the client writes it sends `request`, byte for
 * byte: HTTP/1.0, odd methods and header lines as they were typed, none of which the client would write. It records
 * the answer. Destroying it destroys the socket.
 */
export class Wire extends Duplex {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #answer = boundedBytes(keptLimit);
  #askedAt = 0;
  #sentAt = 0;
  #firstAt = 0;
  #lastAt = 0;

  constructor(socket: Socket, request: Buffer) {
    super();
    this.#socket = socket;
    this.#request = request;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => {
      this.#lastAt = performance.now();
      this.push(null);
    });
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  recording(): Recording {
    return {
      beginning: this.#answer.kept(),
      bytes: this.#answer.total(),
      askedAt: this.#askedAt,
      sentAt: this.#sentAt,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
    };
  }

  /** Node's client sets a time-out on every connection that it is handed; the check has its own. */
  setTimeout(): this {
    return this;
  }

  override _write(_chunk: unknown, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#askedAt > 0) {
      done();
      return;
    }
    this.#askedAt = performance.now();
    this.#socket.write(this.#request, (error) => {
      this.#sentAt = performance.now();
      done(error);
    });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    this.#lastAt = performance.now();
    if (this.#answer.total() === 0) this.#firstAt = this.#lastAt;
    this.#answer.add(chunk);
    if (!this.push(chunk)) this.#socket.pause();
  }
}
