import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import type { Secret } from '../../../plugins/settings/secret.ts';
import type { Mount } from '../../http-door.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import type { Intake } from '../../intake.ts';
import { guardHost } from '../known-host.ts';
import { mountAssets } from './asset-routes.ts';
import { mountBoards } from './board-routes.ts';
import { mountIncidents } from './incident-routes.ts';
import { mountSignIn } from './sign-in-routes.ts';

/** What the pages work with. */
export interface PageParts {
  readonly reader: IncidentReader;
  readonly intake: Pick<Intake, 'submit'>;
  readonly inventory: () => Inventory;
  /** What somebody shows to sign in. */
  readonly token: Secret;
  /** Where it is kept, as people can find it. */
  readonly tokenFile: string;
  /** How people reach the pages, when that is not the address itself. */
  readonly baseUrl: string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The pages: reading is free, acting asks for a session (visitor.ts). */
export function pages(parts: PageParts): Mount {
  return async (server) => {
    await server.register(cookie);
    guardHost(server, parts.baseUrl);
    readForms(server);
    mountAssets(server);
    mountSignIn(server, parts);
    mountBoards(server, parts);
    mountIncidents(server, parts);
  };
}

function readForms(server: FastifyInstance): void {
  const type = 'application/x-www-form-urlencoded';
  server.addContentTypeParser(type, { parseAs: 'string' }, async (_: unknown, body: unknown) =>
    Object.fromEntries(new URLSearchParams(String(body))),
  );
}
