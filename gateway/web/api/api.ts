import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import type { Mount } from '../../http-door.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import type { Intake } from '../../intake.ts';
import type { Store } from '../../store/store.ts';
import { guardHost } from '../known-host.ts';
import { withSchemas } from '../schemas.ts';
import { mountEvents } from './events.ts';
import { mountIncidents } from './incidents.ts';
import { mountMaintenance } from './maintenance.ts';
import { documentApi, mountDocument } from './openapi.ts';
import { mountRaising } from './raise.ts';
import { mountResults } from './results.ts';

/** What the API works with; `now` gives epoch milliseconds. */
export interface ApiParts {
  readonly store: Store;
  readonly intake: Pick<Intake, 'submit'>;
  readonly reader: IncidentReader;
  readonly inventory: () => Inventory;
  /** How people reach it, when that is not the address itself. */
  readonly baseUrl: string | undefined;
  readonly now: () => number;
}

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
    mountMaintenance(server, parts);
    mountDocument(server);
  };
}
