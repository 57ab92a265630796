import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { loadConfig, signingKeyFile } from '../config.ts';
import { parseStoreAddress, type StoreAddress } from '../store/address.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { keepSigningKey, type SigningKey } from './checkpoints/signing-key.ts';
import type { Asked } from './command-arguments.ts';
import { signingKeyName } from './config.ts';

/** A store, opened, with the key that signs what is said of it. */
export interface Reporting extends AsyncDisposable {
  readonly store: Store;
  readonly key: SigningKey;
  /** The keys of the customers in the inventory; undefined when no configuration names one. */
  readonly customers: ReadonlySet<string> | undefined;
}

/** Opens what was asked for. Throws an error that says what is missing; no store is made. */
export async function openReporting(asked: Pick<Asked, 'from' | 'signingKey'>): Promise<Reporting> {
  const { address, keyFile, customers } = placesOf(asked);
  if (keyFile === undefined) {
    throw new Error('--signing-key is needed: there is no folder of the store to look for it in');
  }
  const key = await keepSigningKey(keyFile);
  const store = await openStore(address);
  return { store, key, customers, [Symbol.asyncDispose]: () => store.close() };
}

/** Where things are; what an inventory says is empty, or undefined, where no configuration names one. */
interface Places {
  readonly address: StoreAddress;
  readonly keyFile: string | undefined;
  readonly customers: ReadonlySet<string> | undefined;
  readonly plans: Inventory['plans'];
}

/** Finds an existing store and what goes with it. Throws an error that says what is wrong. */
export function placesOf({ from, signingKey }: Pick<Asked, 'from' | 'signingKey'>): Places {
  if ('config' in from) {
    const { settings, inventory } = loadConfig(from.config);
    return {
      address: existing(settings.store),
      keyFile: signingKey ?? signingKeyFile(settings),
      customers: new Set(inventory.customers.keys()),
      plans: inventory.plans,
    };
  }
  const address = parseStoreAddress(from.store, process.cwd());
  if (address === undefined) {
    throw new Error(`--store: not an address such as sqlite:FILE: "${from.store}"`);
  }
  const beside = address.kind === 'sqlite' ? join(address.path, '..', signingKeyName) : undefined;
  const keyFile = signingKey ?? beside;
  return { address: existing(address), keyFile, customers: undefined, plans: new Map() };
}

/** Where there is nothing to read, nothing may be made. */
function existing(address: StoreAddress): StoreAddress {
  if (address.kind === 'sqlite' && !existsSync(address.path)) {
    throw new Error(`${address.path}: there is no such store`);
  }
  return address;
}
