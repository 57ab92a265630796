import { Duplex } from 'node:stream';
import type { Tap } from './tap.ts';

/**
 * A tapped connection as Node's HTTP client sees it. The request is on its way already, byte for byte as it was typed
 * (HTTP/1.0, odd methods and header lines, none of which the client would write), so that what the client writes is
 * dropped; then it gets what has come by now and what still comes. Destroying it destroys the socket.
 */
export class Wire extends Duplex {
  readonly #tap: Tap;
  #begun = false;

  constructor(tap: Tap) {
    super();
    this.#tap = tap;
  }

  /** Node's client sets a time-out on every connection that it is handed; the check has its own. */
  setTimeout(): this {
    return this;
  }

  override _write(_chunk: unknown, _encoding: string, done: (error?: Error | null) => void): void {
    done();
    // The client writes once it listens: an error before that would end the process.
    if (!this.#begun) this.#begin();
  }

  override _read(): void {
    this.#tap.socket.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#tap.socket.destroy();
    done(error);
  }

  #begin(): void {
    this.#begun = true;
    const { beginning } = this.#tap.recording();
    if (beginning.length > 0) this.#take(Buffer.from(beginning));
    this.#tap.listen({
      data: (chunk) => this.#take(chunk),
      end: () => this.push(null),
      gone: (error) => this.destroy(error),
    });
    if (this.#tap.hasEnded()) this.push(null);
    const loss = this.#tap.loss();
    if (loss !== undefined) this.destroy(loss.error);
  }

  #take(chunk: Buffer): void {
    if (!this.push(chunk)) this.#tap.socket.pause();
  }
}
