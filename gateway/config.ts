import { join } from 'node:path';
import { Type } from 'typebox';
import type { Inventory } from '../nagios-config/inventory/model.ts';
import { loadInventory } from '../nagios-config/inventory.ts';
import { FilePath } from '../plugins/settings/file-path.ts';
import { ListenAddress } from '../plugins/settings/listen-address.ts';
import { type Complain, loadSettings, type Settings } from '../plugins/settings/load.ts';
import { WebAddress } from '../plugins/settings/web-address.ts';
import { openidSchema } from './access/openid-config.ts';
import { checkNagios, nagiosSchema } from './nagios/config.ts';
import { checkMail, mailSchema } from './outbox/mail/config.ts';
import { checkWebhooks, webhookSchema } from './outbox/webhook/config.ts';
import { alertmanagerSchema } from './receivers/alertmanager/config.ts';
import { smtpSchema } from './receivers/email/config.ts';
import { nrdpSchema } from './receivers/nrdp/config.ts';
import { checkNsca, nscaSchema } from './receivers/nsca/config.ts';
import { nscaNgSchema } from './receivers/nsca-ng/config.ts';
import { checkWebhooksIn, webhooksInSchema } from './receivers/web/config.ts';
import { checkReports, reportsSchema, signingKeyName } from './report/config.ts';
import { retentionSchema } from './results/retention.ts';
import { resultsSchema } from './results/rules.ts';
import { StoreAddressText } from './store/address.ts';
import { remindersSchema } from './timers/config.ts';
import { checkTls, tlsSchema } from './web/tls.ts';

const http = Type.Object({
  listen: ListenAddress({ default: '127.0.0.1:8480' }),
  base_url: Type.Optional(
    WebAddress({ description: 'How people reach the pages, when that is not the address itself.' }),
  ),
  token_file: Type.Optional(
    FilePath({
      description:
        'Where the token is kept that calls need to write; made at the first start. Beside the store when left out.',
    }),
  ),
  tls: Type.Optional(tlsSchema),
});

/** The gateway's configuration file. */
const configSchema = Type.Object({
  inventory: FilePath({ description: 'The inventory of customers, hosts and contracts.' }),
  store: StoreAddressText({ default: 'sqlite:./watchclock.db' }),
  http: Type.Optional(http),
  openid: Type.Optional(openidSchema),
  results: Type.Optional(resultsSchema),
  retention: Type.Optional(retentionSchema),
  reports: Type.Optional(reportsSchema),
  nsca: Type.Optional(Type.Array(nscaSchema)),
  nsca_ng: Type.Optional(nscaNgSchema),
  nrdp: Type.Optional(nrdpSchema),
  smtp: Type.Optional(smtpSchema),
  alertmanager: Type.Optional(alertmanagerSchema),
  webhooks_in: Type.Optional(webhooksInSchema),
  nagios: Type.Optional(Type.Array(nagiosSchema)),
  mail: Type.Optional(mailSchema),
  webhooks: Type.Optional(Type.Array(webhookSchema)),
  reminders: Type.Optional(remindersSchema),
});

/** The gateway's configuration as it was read, and the inventory that it names. */
export interface GatewayConfig {
  readonly settings: Settings<typeof configSchema>;
  readonly inventory: Inventory;
}

/** Reads and checks both files. Throws a ConfigError that lists everything wrong, each with its place. */
export function loadConfig(path: string): GatewayConfig {
  const settings = loadSettings(path, configSchema, { check: checkConfig });
  const inventory = loadInventory(settings.inventory);
  // Read again now that the customers are known: whoever may speak for one must name one.
  loadSettings(path, configSchema, { check: checkCustomers(inventory) });
  return { settings, inventory };
}

/** Where the token is kept that calls need to write. */
export function tokenFile({ http, store }: GatewayConfig['settings']): string {
  const folder = store.kind === 'sqlite' ? join(store.path, '..') : '.';
  return http?.token_file ?? join(folder, 'watchclock.token');
}

/** Where the key is kept that signs checkpoints and bundles. */
export function signingKeyFile(settings: GatewayConfig['settings']): string {
  return settings.reports?.signing_key ?? join(tokenFile(settings), '..', signingKeyName);
}

function checkConfig(settings: GatewayConfig['settings'], complain: Complain): void {
  const { http, nsca, store, mail, webhooks, nagios } = settings;
  if (mail !== undefined) checkMail(mail, complain);
  checkReports(settings.reports, mail !== undefined, complain);
  checkWebhooks(webhooks ?? [], complain);
  checkNagios(nagios ?? [], complain);
  if (store.kind === 'postgresql' && http !== undefined && http.token_file === undefined) {
    complain(['http'], 'token_file is missing: there is no folder of the store to keep it in');
  }
  checkNsca(nsca ?? [], complain);
  checkWebhooksIn(settings.webhooks_in ?? {}, complain);
  if (http === undefined) complain(['http'], 'is missing: nothing would listen');
  else checkTls({ tls: http.tls, host: http.listen.host }, complain);
}

function checkCustomers({ customers }: Inventory) {
  return (settings: GatewayConfig['settings'], complain: Complain): void => {
    for (const { place, customer } of customersIn(settings)) {
      if (customer === undefined || customers.has(customer)) continue;
      complain([...place, 'customer'], `there is no customer "${customer}"`);
    }
  };
}

/** Where the configuration names a customer. */
function customersIn(settings: GatewayConfig['settings']) {
  const { nrdp, webhooks, alertmanager, webhooks_in, reports } = settings;
  const mailed = { 'reports.mail': reports?.mail ?? [] };
  const listed = { ...mailed, webhooks: webhooks ?? [], 'nrdp.tokens': nrdp?.tokens ?? [] };
  const lists = { ...listed, 'alertmanager.tokens': alertmanager?.tokens ?? [] };
  const inLists = Object.entries(lists).flatMap(([path, list]) =>
    list.map(({ customer }, index) => ({ place: [...path.split('.'), index], customer })),
  );
  const named = Object.entries(webhooks_in ?? {}).map(([name, { customer }]) => ({
    place: ['webhooks_in', name],
    customer,
  }));
  return [...inLists, ...named];
}
