import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { BusyError } from '../intake.ts';

/** Answers with an RFC 9457 problem document; `detail` is a sentence for whoever asked. */
export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error';
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, detail }));
}

/** Makes every error of a server a problem document; what is our own fault is logged and not told. */
export function answerWithProblems(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 404, `there is nothing at ${request.method} ${pathOf(request.url)}`),
  );
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof BusyError) return sendProblem(reply, 503, error.message);
    const status = error.statusCode ?? 500;
    if (status < 500) return sendProblem(reply, status, error.message);
    request.log.error({ err: error, path: pathOf(request.url) }, 'a request failed');
    return sendProblem(reply, status, 'the gateway failed; its log says why');
  });
}

/** Old clients put tokens into the query: it never leaves this function. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
