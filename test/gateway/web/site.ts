import { join } from 'node:path';
import { pino } from 'pino';
import { countAttempts } from '../../../gateway/access/attempts.ts';
import type { OpenId } from '../../../gateway/access/openid.ts';
import { hashPassword } from '../../../gateway/access/password.ts';
import type { Role, Scope } from '../../../gateway/access/role.ts';
import { randomToken, tokenDigest } from '../../../gateway/access/token.ts';
import { openBoard } from '../../../gateway/board/board.ts';
import { inventoryDirectory } from '../../../gateway/directory/inventory-directory.ts';
import { incidentReader } from '../../../gateway/incident/incident-reader.ts';
import { createIntake, type Intake } from '../../../gateway/intake.ts';
import { createMetrics } from '../../../gateway/metrics.ts';
import { nagiosReceiver } from '../../../gateway/receivers/nagios/receiver.ts';
import {
  keepSigningKey,
  type SigningKey,
} from '../../../gateway/report/checkpoints/signing-key.ts';
import { createReports } from '../../../gateway/report/reports.ts';
import type { StoreAddress } from '../../../gateway/store/address.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { api } from '../../../gateway/web/api/api.ts';
import { metricsRoute } from '../../../gateway/web/metrics-route.ts';
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
  /** What signs its checkpoints. */
  readonly key: SigningKey;
  /** Adds an account whose password is `password`; the name is the account's too. */
  readonly account: (name: string, role: Role, customer?: string) => Promise<void>;
  /** Signs in with an account and answers the cookie of the session. */
  readonly cookieOf: (name: string) => Promise<string>;
  /** Makes a token for an account. */
  readonly tokenOf: (name: string, ...scopes: readonly Scope[]) => Promise<string>;
  /** What the gateway takes for the time, epoch milliseconds. */
  now: number;
  readonly close: () => Promise<void>;
}

/** The password of every account of a site. */
export const password = 'a password of the tests';
/** Hashing takes its time on purpose: once is enough. */
const hashed = hashPassword(password);

/** What a site may have besides. */
interface SiteOptions {
  readonly openid?: OpenId | undefined;
  /** Where its store is, if not in a file of its own. */
  readonly address?: StoreAddress | undefined;
  /** Another inventory than the usual one. */
  readonly inventory?: string | undefined;
}

/** Opens a site with the inventory of `install` at 2026-10-16 10:00 in Brussels, a Friday, unless told otherwise. */
export async function openSite(
  now = Date.UTC(2026, 9, 16, 8),
  { openid, address, inventory: text }: SiteOptions = {},
): Promise<Site> {
  const installation = await install(text);
  const inventory = loadInventory(join(installation.folder, 'inventory.yaml'));
  const directory = inventoryDirectory(inventory);
  const store = await openStore(address ?? { kind: 'sqlite', path: installation.store });
  await store.keepTerms(new Map(directory.terms.map(({ digest, content }) => [digest, content])));
  const time = () => site.now;
  const periods = { settling: inventory.settlingMs, reopening: inventory.reopeningMs };
  const reader = incidentReader(store);
  const failed = (error: unknown) => console.error(error);
  const board = openBoard({ store, reader, now: time, failed });
  const intake = createIntake({
    ...{ store, directory: () => directory, periods, now: time },
    committed: board.look,
  });
  const token = 'a-token-of-the-tests';
  const around = {
    inventory: () => inventory,
    baseUrl: openid === undefined ? 'https://support.example/' : undefined,
    now: time,
  };
  const key = await keepSigningKey(join(installation.folder, 'signing.key'));
  const reports = createReports({ store, key, now: time, contradicted: () => undefined });
  const sendDue = () => undefined;
  const { outbox } = store;
  const parts = { store, intake, reader, board, outbox, reports, sendDue, ...around };
  const { accounts, audit } = store;
  const server = await createServer({
    mounts: [
      api(parts),
      metricsRoute(createMetrics()),
      nagiosReceiver({
        deliver: (signal) => intake.submit({ kind: 'signal', signal }),
        ...{ caught: () => undefined, refuse: () => undefined },
      }),
      pages({
        ...{ ...parts, accounts, audit, attempts: countAttempts(store.tries), openid },
        ...{ token: secret(token), tokenFile: '/srv/example/token' },
      }),
    ],
    ...{ token: secret(token), accounts, now: time },
    notReady: async () => [],
    logger: pino({ level: 'error' }),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await server.close();
    await intake.stop();
    await board.stop();
    await store.close();
    await installation.remove();
  };
  const site: Site = { url, token, store, intake, key, now, close, ...people(() => site) };
  return site;
}

function people(site: () => Site): Pick<Site, 'account' | 'cookieOf' | 'tokenOf'> {
  return {
    account: async (name, role, customer) => {
      const kept = {
        displayName: `${name} Example`,
        password: await hashed,
        customer: customer ?? null,
      };
      const dates = { disabledAt: null, createdAt: site().now };
      await site().store.accounts.add({ name, role, subject: null, ...kept, ...dates });
    },
    cookieOf: async (name) => {
      const body = new URLSearchParams({ account: name, password });
      const answer = await fetch(`${site().url}/sign-in`, {
        method: 'POST',
        body,
        redirect: 'manual',
      });
      return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    tokenOf: async (account, ...scopes) => {
      const text = randomToken();
      const token = { id: text.slice(0, 8), digest: tokenDigest(text), account, label: '', scopes };
      await site().store.accounts.addToken({ ...token, createdAt: site().now, expiresAt: null });
      return text;
    },
  };
}
