import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Mount } from '../../door/http-door.ts';
import { guardHost } from '../known-host.ts';
import { mountAccounts } from './accounts/account-routes.ts';
import { mountAudit } from './accounts/audit-routes.ts';
import { mountOwnAccount } from './accounts/own-account-routes.ts';
import { mountAssessment } from './assessment/assessment-routes.ts';
import { mountAssets } from './asset-routes.ts';
import { mountBoards } from './board/board-routes.ts';
import { mountCapacity } from './capacity/capacity-routes.ts';
import { mountDuty } from './duty/duty-routes.ts';
import { mountIncidents } from './incident/incident-routes.ts';
import { mountMaintenancePage } from './maintenance/maintenance-routes.ts';
import { mountOutbox } from './outbox/outbox-routes.ts';
import type { PageParts } from './parts.ts';
import { mountRaise } from './raise/raise-routes.ts';
import { mountFound } from './report/found-routes.ts';
import { mountReports } from './report/report-routes.ts';
import { mountRoadmap } from './roadmap/roadmap-routes.ts';
import { mountOpenId } from './sign-in/openid-routes.ts';
import { mountSignIn } from './sign-in/sign-in-routes.ts';
import { mountSolutions } from './solutions/solution-routes.ts';

/** The pages: what one may see and do there is judged by the gate, forms ask for a session (form-route.ts). */
export function pages(parts: PageParts): Mount {
  return async (server) => {
    await server.register(cookie);
    guardHost(server, parts.baseUrl);
    readForms(server);
    mountAssets(server);
    mountSignIn(server, parts);
    const { openid } = parts;
    if (openid !== undefined) mountOpenId(server, { ...parts, openid });
    mountBoards(server, parts);
    mountIncidents(server, parts);
    mountReports(server, parts);
    mountCapacity(server, parts);
    mountAssessment(server, parts);
    mountRoadmap(server, parts);
    mountSolutions(server, parts);
    mountDuty(server, parts);
    mountFound(server, parts);
    mountRaise(server, parts);
    mountMaintenancePage(server, parts);
    mountAccounts(server, parts);
    mountOwnAccount(server, parts);
    mountAudit(server, parts);
    mountOutbox(server, parts);
  };
}

function readForms(server: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded';
  server.addContentTypeParser(type, { parseAs: 'string' }, async (_: unknown, body: unknown) =>
    Object.fromEntries(new URLSearchParams(String(body))),
  );
}
