import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

/** What a server answered. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
}

/** Sends a body to the server it was made for and gives the answer; rejects when there is none in time. */
export type Post = (headers: Readonly<Record<string, string>>, body: string) => Promise<Answer>;

/** How somebody waits for answers. */
export interface Waiting {
  /** How long a server may take to answer, in milliseconds; it answers when what it got is durable. */
  readonly patience?: number;
  /** Ends a request under way. */
  readonly signal?: AbortSignal;
}

/** The headers with which the gateway's own interface is spoken to. */
export function gatewayHeaders(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
}

/** Whether the very same request would meet this status for ever; anything else is mended at the other end. */
export function isOurFault(status: number): boolean {
  return status === 400 || status === 413 || status === 422;
}

/** Posts to one address over connections that are kept. node:http loads much sooner than fetch does. */
export function poster(url: URL, { patience = 30_000, signal }: Waiting = {}): Post {
  const client = url.protocol === 'https:' ? https : http;
  const agent = new client.Agent({ keepAlive: true });
  return async (headers, body) => {
    const timeout = AbortSignal.timeout(patience);
    const within = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const all = { ...headers, 'content-length': Buffer.byteLength(body) };
    client
      .request(url, { method: 'POST', agent, headers: all, signal: within }, resolve)
      .on('error', reject)
      .end(body);
    const response = await promise;
    return { url, status: response.statusCode ?? 0, body: await text(response) };
  };
}
