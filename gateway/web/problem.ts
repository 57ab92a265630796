import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { RefusedChangeError } from '../access/refused-change.ts';
import { BusyError } from '../intake.ts';
import { type Complaint, WrongRequestError } from './complaint.ts';
import type { MethodTable } from './method-table.ts';
import { visitorOf } from './pages/visitor.ts';
import { problemPage } from './problem-page.ts';

/**
 * Answers with an RFC 9457 problem document, or to a browser with a page that says the same. `detail` is a sentence for
 * whoever asked, `errors` (as in section 3 of that RFC) name the places in what was sent.
 */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  detail: string,
  errors: readonly Complaint[] = [],
): FastifyReply {
  const title = titleOf(status);
  reply.code(status).header('vary', 'accept');
  if (wantsPage(reply)) {
    const shown = { status, title, detail, visitor: visitorOf(reply.request) };
    return reply.type('text/html').send(problemPage(shown));
  }
  return reply.type('application/problem+json').send(problemDocument(status, detail, errors));
}

/** The text of an RFC 9457 problem document. */
export function problemDocument(
  status: number,
  detail: string,
  errors: readonly Complaint[] = [],
): string {
  const listed = errors.length > 0 && { errors };
  return JSON.stringify({ type: 'about:blank', title: titleOf(status), status, detail, ...listed });
}

/** Makes every error of a server a problem; what is our own fault is logged and not told. `isAway`: the store cannot work, which is said elsewhere. */
export function answerWithProblems(
  server: FastifyInstance,
  methods: MethodTable,
  isAway: (error: unknown) => boolean,
): void {
  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const allowed = methods.at(path);
    if (allowed.length === 0) {
      return sendProblem(reply, 404, `there is nothing at ${request.method} ${path}`);
    }
    reply.header('allow', allowed.join(', '));
    return sendProblem(reply, 405, `${path} takes ${allowed.join(', ')}, not ${request.method}`);
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof WrongRequestError) {
      return sendProblem(reply, error.statusCode, error.message, error.complaints);
    }
    if (error instanceof RefusedChangeError) return refuseChange(reply, error);
    if (error instanceof BusyError) {
      return sendProblem(reply.header('retry-after', '1'), 503, error.message);
    }
    if (isAway(error)) {
      return sendProblem(reply.header('retry-after', '1'), 503, 'the store cannot work for now');
    }
    const status = error.statusCode ?? 500;
    if (status === 415) {
      const type = JSON.stringify(request.headers['content-type'] ?? null);
      return sendProblem(reply, status, `the body must be application/json, not ${type}`);
    }
    if (status < 500) return sendProblem(reply, status, error.message);
    request.log.error({ err: error, path: pathOf(request.url) }, 'a request failed');
    return sendProblem(reply, status, 'the gateway failed; its log says why');
  });
}

function refuseChange(reply: FastifyReply, { message, field, isMissing }: RefusedChangeError) {
  if (isMissing) return sendProblem(reply, 404, message);
  if (field === null) return sendProblem(reply, 409, message);
  const complaint = { pointer: `/${field}`, detail: message };
  return sendProblem(reply, 422, `body /${field}: ${message}`, [complaint]);
}

function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}

/** Whether an answer goes to somebody with a browser; programs that take anything get documents. */
export function wantsPage({ request }: FastifyReply): boolean {
  const { accept = '' } = request.headers;
  return accept.includes('text/html') && !request.url.startsWith('/api/');
}

/** Old clients put tokens into the query: it never leaves this function. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
