import { join } from 'node:path';
import { pino } from 'pino';
import { incidentReader } from '../../../gateway/incident-reader.ts';
import { createIntake, type Intake } from '../../../gateway/intake.ts';
import { inventoryDirectory } from '../../../gateway/inventory-directory.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { api } from '../../../gateway/web/api/api.ts';
import { pages } from '../../../gateway/web/pages/pages.ts';
import { createServer } from '../../../gateway/web/server.ts';
import { loadInventory } from '../../../nagios-config/inventory.ts';
import { secret } from '../../../plugins/settings/secret.ts';
import { install } from '../installation.ts';

/** A server that really listens, on a real store, whose clock the test sets. */
export interface Site {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly token: string;
  readonly store: Store;
  readonly intake: Intake;
  /** What the gateway takes for the time, epoch milliseconds. */
  now: number;
  readonly close: () => Promise<void>;
}

/** Opens a site with the inventory of `install` at 2026-10-16 10:00 in Brussels, a Friday, unless told otherwise. */
export async function openSite(now = Date.UTC(2026, 9, 16, 8)): Promise<Site> {
  const installation = await install();
  const inventory = loadInventory(join(installation.folder, 'inventory.yaml'));
  const directory = inventoryDirectory(inventory);
  const store = await openStore({ kind: 'sqlite', path: installation.store });
  await store.keepTerms(new Map(directory.terms.map(({ digest, content }) => [digest, content])));
  const time = () => site.now;
  const periods = { settling: inventory.settlingMs, reopening: inventory.reopeningMs };
  const intake = createIntake({ store, directory: () => directory, periods, now: time });
  const token = 'a-token-of-the-tests';
  const around = { inventory: () => inventory, baseUrl: 'https://support.example/', now: time };
  const parts = { store, intake, reader: incidentReader(store), ...around };
  const server = await createServer({
    mounts: [
      api(parts),
      pages({ ...parts, token: secret(token), tokenFile: '/srv/example/token' }),
    ],
    token: secret(token),
    notReady: async () => [],
    logger: pino({ level: 'error' }),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await server.close();
    await intake.stop();
    await store.close();
    await installation.remove();
  };
  const site: Site = { url, token, store, intake, now, close };
  return site;
}
