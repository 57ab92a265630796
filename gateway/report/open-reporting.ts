import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, signingKeyFile } from '../config.ts';
import { parseStoreAddress, type StoreAddress } from '../store/address.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import type { Asked } from './command-arguments.ts';
import { signingKeyName } from './config.ts';
import { keepSigningKey, type SigningKey } from './signing-key.ts';

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
  if (address.kind === 'sqlite' && !existsSync(address.path)) {
    throw new Error(`${address.path}: there is no such store`);
  }
  const key = await keepSigningKey(keyFile);
  const store = await openStore(address);
  return { store, key, customers, [Symbol.asyncDispose]: () => store.close() };
}

interface Places {
  readonly address: StoreAddress;
  readonly keyFile: string;
  readonly customers?: ReadonlySet<string>;
}

function placesOf({ from, signingKey }: Pick<Asked, 'from' | 'signingKey'>): Places {
  if ('config' in from) {
    const { settings, inventory } = loadConfig(from.config);
    const customers = new Set(inventory.customers.keys());
    return { address: settings.store, keyFile: signingKey ?? signingKeyFile(settings), customers };
  }
  const address = parseStoreAddress(from.store, process.cwd());
  if (address === undefined) {
    throw new Error(`--store: not an address such as sqlite:FILE: "${from.store}"`);
  }
  if (signingKey !== undefined) return { address, keyFile: signingKey };
  if (address.kind === 'sqlite')
    return { address, keyFile: join(address.path, '..', signingKeyName) };
  throw new Error('--signing-key is needed: there is no folder of the store to look for it in');
}
