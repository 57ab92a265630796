import type { Mount } from '../../door/http-door.ts';
import { guardHost } from '../known-host.ts';
import { mountApiDocs } from '../pages/api-docs.ts';
import { withSchemas } from '../schemas.ts';
import { mountAccounts } from './accounts.ts';
import { mountAssessment } from './assessment.ts';
import { mountAttachments } from './attachments.ts';
import { mountAudit } from './audit.ts';
import { mountBundle } from './bundle.ts';
import { mountCapacity } from './capacity.ts';
import { mountDuty } from './duty.ts';
import { mountEvents } from './events.ts';
import { mountIncidents } from './incidents.ts';
import { mountCancellation, mountMaintenance } from './maintenance.ts';
import { documentApi, mountDocument } from './openapi.ts';
import { mountOutbox } from './outbox.ts';
import type { ApiParts } from './parts.ts';
import { mountRaising } from './raise.ts';
import { mountRecorded } from './recorded.ts';
import { mountReports } from './reports.ts';
import { mountResults } from './results.ts';
import { mountRoadmap } from './roadmap.ts';
import { mountSolutions } from './solutions.ts';

/** The HTTP API (contracts.md, HTTP) and its description. */
export function api(parts: ApiParts): Mount {
  return async (scope) => {
    guardHost(scope, parts.baseUrl);
    const server = withSchemas(scope);
    await documentApi(server);
    mountIncidents(server, parts);
    mountRaising(server, parts);
    mountEvents(server, parts);
    mountResults(server, parts);
    mountRecorded(server, parts);
    mountMaintenance(server, parts);
    mountOutbox(server, parts);
    mountReports(server, parts);
    mountBundle(server, parts);
    mountCancellation(server, parts);
    mountCapacity(server, parts);
    mountAssessment(server, parts);
    mountRoadmap(server, parts);
    mountSolutions(server, parts);
    mountAttachments(server, parts);
    mountDuty(server, parts);
    mountAccounts(server, parts);
    mountAudit(server, parts);
    mountDocument(server);
    mountApiDocs(scope, () => server.swagger());
  };
}
