import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem.ts';

/**
 * Refuses requests that were sent to a name that is not ours. A page elsewhere can let its own name lead to this
 * machine (DNS rebinding) and would then read everything; an address in the Host header cannot be rebound.
 */
export function guardHost(server: FastifyInstance, baseUrl: string | undefined): void {
  const own = baseUrl === undefined ? undefined : new URL(baseUrl).hostname;
  server.addHook('onRequest', async (request, reply) => {
    const name = hostName(request.headers.host);
    if (name !== undefined && (isLocal(name) || name === own)) return;
    const shown = JSON.stringify(request.headers.host ?? null);
    return sendProblem(reply, 421, `this gateway is not ${shown}: name it in http.base_url`);
  });
}

/** The name in a Host header, in lower case and without its port; undefined for what is none. */
function hostName(header: string | undefined): string | undefined {
  const [, bracketed, plain] =
    /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(header ?? '') ?? [];
  return (bracketed ?? plain)?.toLowerCase();
}

function isLocal(name: string): boolean {
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost');
}
