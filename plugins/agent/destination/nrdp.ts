import type { Secret } from '../../settings/secret.ts';
import type { Delivery, Send } from '../../spool/drain.ts';
import { type Answer, poster } from '../../spool/post.ts';
import { decodeNrdpReply, encodeNrdpChecks } from '../../wire/nrdp.ts';
import { fromSpooled } from './spooled.ts';

/** An NRDP server. */
export interface NrdpServer {
  readonly url: string;
  readonly token: Secret;
  /** Ends a request under way. */
  readonly signal: AbortSignal;
}

/** Sends results to an NRDP server, all of one call in one request; where it is refused, each by itself. */
export async function nrdpDestination({ url, token, signal }: NrdpServer): Promise<Send> {
  const post = poster(new URL(url), { signal });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const send: Send = async (texts) => {
    const fields = {
      token: token.reveal(),
      cmd: 'submitcheck',
      XMLDATA: encodeNrdpChecks(texts.map(fromSpooled)),
    };
    const refusal = refusalIn(await post(headers, String(new URLSearchParams(fields))));
    if (refusal === undefined) return texts.map(() => 'taken');
    if (texts.length === 1) return [{ refused: refusal }];
    const deliveries: Delivery[] = [];
    for (const text of texts) deliveries.push(...(await send([text])));
    return deliveries;
  };
  return send;
}

/** Why the results themselves are at fault; undefined when they were taken. Throws when the fault lies elsewhere. */
function refusalIn({ url, status, body }: Answer): string | undefined {
  const reply = status === 200 ? decodeNrdpReply(body) : undefined;
  if (reply === undefined) throw new Error(`${url} answered ${status}: ${body.slice(0, 200)}`);
  if (reply.status === 0) return undefined;
  if (/^(BAD (XML|JSON|CHECK)|NO DATA|NO CHECK)/.test(reply.message)) return reply.message;
  throw new Error(`${url} answered: ${reply.message}`);
}
