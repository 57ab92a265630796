import { Agent, type ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { keptLimit } from './tap.ts';
import type { Wire } from './wire.ts';

/** An agent for one request, which goes over a line that is open already. */
export class OneLineAgent extends Agent {
  readonly #wire: Wire;

  constructor(wire: Wire) {
    super({ maxTotalSockets: 1 });
    this.#wire = wire;
  }

  override createConnection(): Duplex {
    return this.#wire;
  }

  /** Node's client hands every request to this method of its agent; node-fetch has no option for the limit. */
  addRequest(request: ClientRequest & { maxHeaderSize?: number }, options: object): void {
    request.maxHeaderSize = keptLimit;
    const { addRequest } = Agent.prototype as unknown as Pick<OneLineAgent, 'addRequest'>;
    addRequest.call(this, request, options);
  }
}
