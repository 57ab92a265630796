import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { removeFolder } from '../remove-folder.ts';

/** A folder with a configuration and an inventory, as an installation has them. */
export interface Installation {
  readonly folder: string;
  readonly config: string;
  readonly store: string;
  readonly remove: () => Promise<void>;
}

/** An inventory of two customers: customer-a (premium) with jira on app-1 and app-2, customer-b (standard) with app-3. */
const inventoryText = `
settling: 15m
customers:
  customer-a:
    name: Customer A
    plan: premium
    preconditions: {remote_connection: true, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Tina Technical}}
    hosts:
      app-1: {address: 127.0.0.1, applications: {jira: {url: "http://127.0.0.1:1/"}}}
      app-2: {address: 127.0.0.1, applications: {jira: {url: "http://127.0.0.1:1/"}}}
  customer-b:
    name: Customer B
    plan: standard
    preconditions: {remote_connection: false, administration_rights: true, technical_contact: true}
    contacts: {technical: {name: Ben Example}}
    hosts: {app-3: {address: 127.0.0.1}}
`;

/** A new installation, whose gateway always listens on the same port; `inventory` replaces the usual one. */
export async function install(inventory = inventoryText): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'watchclock-gateway-'));
  const config = join(folder, 'gateway.yaml');
  await writeFile(join(folder, 'inventory.yaml'), inventory);
  const http = `{listen: 127.0.0.1:${await freePort()}}`;
  await writeFile(config, `inventory: ./inventory.yaml\nhttp: ${http}\n`);
  return {
    folder,
    config,
    store: join(folder, 'watchclock.db'),
    remove: () => removeFolder(folder),
  };
}
