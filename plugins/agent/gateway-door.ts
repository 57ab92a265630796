import type { Agent, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Secret } from '../settings/secret.ts';
import type { Delivery, Send } from '../spool/drain.ts';

/** The gateway's own interface, as the agent uses it. */
export interface GatewayDoor {
  /** The address of the gateway's page. */
  readonly to: string;
  readonly token: Secret;
  /** Ends a request under way. */
  readonly signal: AbortSignal;
}

/** How long the gateway may take to answer, in milliseconds; it answers when the results are durable. */
const patience = 30_000;

/** Sends results, each as JSON, to the gateway's `POST /api/v1/results`. */
export async function gatewayDoor({ to, token, signal }: GatewayDoor): Promise<Send> {
  const url = new URL('api/v1/results', to.endsWith('/') ? to : `${to}/`);
  const client = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const agent = new client.Agent({ keepAlive: true });
  const ask = { client, agent, url, token, signal };
  const send: Send = async (results) => {
    const refusal = refusalIn(await post(ask, `[${results.join(',')}]`));
    if (refusal === undefined) return results.map(() => 'taken');
    if (results.length === 1) return [{ refused: refusal }];
    const deliveries: Delivery[] = [];
    for (const result of results) deliveries.push(...(await send([result])));
    return deliveries;
  };
  return send;
}

interface Ask {
  readonly client: Pick<typeof import('node:http'), 'request'>;
  readonly agent: Agent;
  readonly url: URL;
  readonly token: Secret;
  readonly signal: AbortSignal;
}

interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
}

async function post({ client, agent, url, token, signal }: Ask, body: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token.reveal()}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const within = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  client
    .request(url, { method: 'POST', agent, headers, signal: within }, resolve)
    .on('error', reject)
    .end(body);
  const response = await promise;
  return { url, status: response.statusCode ?? 0, body: await text(response) };
}

/** Why the results themselves are at fault; undefined when they were taken. Throws when the fault lies elsewhere. */
function refusalIn({ url, status, body }: Answer): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  const answer = `${url} answered ${status}: ${body}`;
  if (status === 400 || status === 413 || status === 422) return answer;
  throw new Error(answer);
}
