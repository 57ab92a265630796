import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Secret } from '../../plugins/settings/secret.ts';
import type { Door } from '../door/door.ts';
import type { Mount } from '../door/http-door.ts';
import { within } from '../door/within.ts';
import { answerBrokenPath, answerBrokenRequest } from './broken-request.ts';
import { countRefusals } from './count-refusals.ts';
import { guardEntry } from './gate.ts';
import { addSecurityHeaders } from './headers.ts';
import type { Identities } from './identify.ts';
import { methodTable } from './method-table.ts';
import { answerWithProblems, sendProblem } from './problem.ts';
import { judgeBySchemas } from './schemas.ts';
import { isSecured, type TlsSettings, tlsOptions } from './tls.ts';
import { limitUnreadAnswers } from './unread-answers.ts';

/** What a server is made of. */
export interface ServerParts {
  readonly mounts: readonly Mount[];
  /** The gateway’s own: whoever sends it as `Authorization: Bearer` may do everything. */
  readonly token: Secret;
  /** Who may sign in; nobody if left out. */
  readonly accounts?: Identities['accounts'];
  /** Epoch milliseconds; the time of day if left out. */
  readonly now?: () => number;
  /** Believe what a proxy on this machine says of who called. */
  readonly behindProxy?: boolean;
  /** Why the gateway cannot work now, as sentences; empty when it can. */
  readonly notReady: () => Promise<readonly string[]>;
  /** Whether an error says that the store cannot work for now. */
  readonly isAway?: (error: unknown) => boolean;
  readonly logger: FastifyBaseLogger;
  /** Where it is counted what routes that are doors do not take in; nowhere if left out. */
  readonly doorOf?: (name: string) => Pick<Door, 'refuse'>;
  /** Without it, HTTP in the clear. */
  readonly tls?: TlsSettings | undefined;
}

/** An HTTP server that does not listen yet. Errors are problem documents, and what writes needs the token. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 8 * 1024 * 1024,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerBrokenPath,
    ...(parts.behindProxy && { trustProxy: 'loopback' }),
    // Fastify's types tell the two kinds of server apart, which nobody here does.
    ...({ https: secured(parts.tls) } as object),
  });
  server.removeContentTypeParser('text/plain');
  judgeBySchemas(server);
  answerWithProblems(server, methodTable(server), parts.isAway ?? (() => false));
  limitUnreadAnswers(server);
  addSecurityHeaders(server);
  if (parts.doorOf !== undefined) countRefusals(server, parts.doorOf);
  guardEntry(server, { accounts: nobody, now: Date.now, ...parts });
  mountHealth(server, parts.notReady);
  for (const mount of parts.mounts) await server.register(async (scope) => mount(scope));
  return server;
}

/** How long those who were asked may still take to be answered, in milliseconds. */
const patience = 10_000;

/** Listens no more, answers what was asked, and then ends what is left of connections. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const closed = server.close();
  await within(patience, closed);
  server.server.closeAllConnections();
  await closed;
}

function secured(tls: TlsSettings | undefined) {
  return isSecured(tls) ? tlsOptions(tls) : null;
}

const nobody: Identities['accounts'] = {
  any: async () => false,
  account: async () => undefined,
  session: async () => undefined,
  token: async () => undefined,
};

function mountHealth(server: FastifyInstance, notReady: ServerParts['notReady']): void {
  server.get('/healthz', everybody, async () => ({ status: 'alive' }));
  server.get('/readyz', everybody, async (_request, reply) => {
    const reasons = await notReady();
    if (reasons.length > 0) return sendProblem(reply, 503, reasons.join('; '));
    return { status: 'ready' };
  });
}

/** Who asks does not matter, and need not be looked up in a store that may be away. */
const everybody = { config: { ownAuthentication: true } } as const;
