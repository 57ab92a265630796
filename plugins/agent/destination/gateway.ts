import type { Secret } from '../../settings/secret.ts';
import type { Delivery, Send } from '../../spool/drain.ts';
import { type Answer, gatewayHeaders, isOurFault, poster } from '../../spool/post.ts';

/** The gateway's own interface. */
export interface Gateway {
  /** The address of the gateway's page. */
  readonly to: string;
  readonly token: Secret;
  /** Ends a request under way. */
  readonly signal: AbortSignal;
}

/** Sends results, each as JSON, to the gateway's `POST /api/v1/results`. */
export async function gatewayDestination({ to, token, signal }: Gateway): Promise<Send> {
  const post = poster(new URL('api/v1/results', to.endsWith('/') ? to : `${to}/`), {
    signal,
  });
  const headers = gatewayHeaders(token.reveal());
  const send: Send = async (results) => {
    const refusal = refusalIn(await post(headers, `[${results.join(',')}]`));
    if (refusal === undefined) return results.map(() => 'taken');
    if (results.length === 1) return [{ refused: refusal }];
    const deliveries: Delivery[] = [];
    for (const result of results) deliveries.push(...(await send([result])));
    return deliveries;
  };
  return send;
}

/** Why the results themselves are at fault; undefined when they were taken. Throws when the fault lies elsewhere. */
function refusalIn({ url, status, body }: Answer): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  const answer = `${url} answered ${status}: ${body}`;
  if (isOurFault(status)) return answer;
  throw new Error(answer);
}
