import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { matchesSecret, type Secret } from '../../plugins/settings/secret.ts';
import type { Mount } from '../http-door.ts';
import { answerBrokenPath, answerBrokenRequest } from './broken-request.ts';
import { addSecurityHeaders } from './headers.ts';
import { methodTable } from './method-table.ts';
import { answerWithProblems, sendProblem } from './problem.ts';
import { judgeBySchemas } from './schemas.ts';

/** What a server is made of. */
export interface ServerParts {
  readonly mounts: readonly Mount[];
  /** What every request that writes must carry as `Authorization: Bearer`. */
  readonly token: Secret;
  /** Why the gateway cannot work now, as sentences; empty when it can. */
  readonly notReady: () => Promise<readonly string[]>;
  readonly logger: FastifyBaseLogger;
}

/** An HTTP server that does not listen yet. Errors are problem documents, and what writes needs the token. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 8 * 1024 * 1024,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerBrokenPath,
  });
  server.removeContentTypeParser('text/plain');
  judgeBySchemas(server);
  answerWithProblems(server, methodTable(server));
  addSecurityHeaders(server);
  guardWriting(server, parts.token);
  mountHealth(server, parts.notReady);
  for (const mount of parts.mounts) await server.register(async (scope) => mount(scope));
  return server;
}

function guardWriting(server: FastifyInstance, token: Secret): void {
  server.addHook('onRequest', async (request, reply) => {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    if (reads || request.is404 || request.routeOptions.config.ownAuthentication === true) return;
    const [, given] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
    if (given !== undefined && matchesSecret(token, given)) return;
    reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, 401, 'this call needs the token as "Authorization: Bearer TOKEN"');
  });
}

function mountHealth(server: FastifyInstance, notReady: ServerParts['notReady']): void {
  server.get('/healthz', async () => ({ status: 'alive' }));
  server.get('/readyz', async (_request, reply) => {
    const reasons = await notReady();
    if (reasons.length > 0) return sendProblem(reply, 503, reasons.join('; '));
    return { status: 'ready' };
  });
}
