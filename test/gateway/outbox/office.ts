import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../../../gateway/config.ts';
import { inventoryDirectory } from '../../../gateway/directory/inventory-directory.ts';
import { incidentReader } from '../../../gateway/incident/incident-reader.ts';
import { createIntake, type Intake } from '../../../gateway/intake.ts';
import { createMetrics } from '../../../gateway/metrics.ts';
import { type Sending, startSending } from '../../../gateway/outbox/sending.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { startSettling } from '../../../gateway/timers/settling.ts';
import { incidentEventBody } from '../../../gateway/web/api/incident-body.ts';
import { install } from '../installation.ts';

/** What sends, on a store of its own, with a clock that the test sets. */
export interface Office {
  readonly store: Store;
  readonly intake: Intake;
  readonly folder: string;
  /** What it takes for the time, epoch milliseconds. */
  now: number;
  /** Goes on to an instant, and looks what is due then. */
  readonly at: (now: number) => void;
  /** Ends as a stop does; the store stays. */
  readonly close: () => Promise<void>;
  /** Starts again on the same store. */
  readonly reopen: () => Promise<Office>;
  readonly remove: () => Promise<void>;
}

/** Two customers with people to write to; customer-a has jira on app-1, and hosts n-1 to n-12. */
const inventory = `
engineers: [{name: Eva Example, email: eva@support.example}]
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical, email: tina@customer.example}}
    hosts:
      app-1: {address: 127.0.0.1, applications: {jira: {url: "http://127.0.0.1:1/"}}}
${Array.from({ length: 12 }, (_, n) => `      n-${n + 1}: {address: 127.0.0.1}\n`).join('')}
  customer-b:
    name: Customer B
    plan: standard
    preconditions: {remote_connection: false, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Ben Example, email: ben@other.example}}
    hosts: {app-3: {address: 127.0.0.1}}
`;

/** Opens an office whose gateway.yaml goes on with some keys, at an instant. */
export async function openOffice(keys: string, now: number): Promise<Office> {
  const installation = await install(inventory);
  writeFileSync(
    installation.config,
    `inventory: ./inventory.yaml\nhttp: {listen: "127.0.0.1:0", base_url: "https://support.example/"}\n${keys}`,
  );
  return open(installation, now);
}

type Installed = Awaited<ReturnType<typeof install>>;

async function open(installation: Installed, now: number): Promise<Office> {
  const { settings, inventory: read } = loadConfig(installation.config);
  const directory = inventoryDirectory(read);
  const store = await openStore({ kind: 'sqlite', path: installation.store });
  await store.keepTerms(new Map(directory.terms.map(({ digest, content }) => [digest, content])));
  const periods = { settling: read.settlingMs, reopening: read.reopeningMs };
  const time = () => office.now;
  const office = { now } as { -readonly [K in keyof Office]: Office[K] };
  const sending: Sending = await startSending({
    ...{
      settings: () => settings,
      store,
      reader: incidentReader(store),
      inventory: () => read,
      periods,
    },
    ...{ describe: incidentEventBody, metrics: createMetrics(), now: time },
    ...{ log: pino({ level: 'silent' }), unless: () => () => undefined },
  });
  const intake = createIntake({
    ...{ store, directory: () => directory, periods, now: time, messages: sending.messages },
    committed: () => {
      sending.look();
      settling.look();
    },
  });
  const settling = startSettling({ store, intake, periods, now: time, failed: () => undefined });
  const close = async () => {
    await settling.stop();
    await intake.stop();
    await sending.stop();
    await store.close();
  };
  return Object.assign(office, {
    ...{ store, intake, close, folder: join(installation.folder) },
    at: (instant: number) => {
      office.now = instant;
      settling.look();
      sending.look();
    },
    reopen: () => open(installation, office.now),
    remove: installation.remove,
  });
}
