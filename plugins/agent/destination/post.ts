import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a server answered. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
}

/** Sends a body to the server it was made for and gives the answer; rejects when there is none within half a minute. */
export type Post = (headers: Readonly<Record<string, string>>, body: string) => Promise<Answer>;

/** How long a server may take to answer, in milliseconds; it answers when what it got is durable. */
const patience = 30_000;

/** Posts to one address over connections that are kept; `signal` ends a request under way. */
export async function poster(url: URL, signal: AbortSignal): Promise<Post> {
  const client = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const agent = new client.Agent({ keepAlive: true });
  return async (headers, body) => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
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
