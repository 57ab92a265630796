import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Periods } from '../command.ts';
import type { GatewayConfig } from '../config.ts';
import { type InventoryDirectory, inventoryDirectory } from '../directory/inventory-directory.ts';
import { defaultRetention, type Retention } from '../results/retention.ts';
import type { Store } from '../store/store.ts';

/** The configuration in force, which may change while the gateway runs; restart.ts says what of it only a start reads. */
export interface Current {
  readonly settings: () => GatewayConfig['settings'];
  readonly inventory: () => Inventory;
  readonly directory: () => InventoryDirectory;
  /** Always those of the inventory in force. */
  readonly periods: Periods;
  readonly retention: () => Retention;
  readonly keepTerms: (store: Store) => Promise<void>;
  /** The terms of the new inventory are kept before anything is raised under them. */
  readonly replace: (config: GatewayConfig, store: Store) => Promise<void>;
}

/** Begins with what was read at the start. */
export function keepCurrent({ inventory: first, settings: read }: GatewayConfig): Current {
  let settings = read;
  let inventory = first;
  let directory = inventoryDirectory(first, settings.results);
  let retention = settings.retention ?? defaultRetention;
  return {
    settings: () => settings,
    inventory: () => inventory,
    directory: () => directory,
    periods: {
      get settling() {
        return inventory.settlingMs;
      },
      get reopening() {
        return inventory.reopeningMs;
      },
    },
    retention: () => retention,
    keepTerms: (store) => keepTerms(directory, store),
    replace: async (config, store) => {
      const next = inventoryDirectory(config.inventory, config.settings.results);
      await keepTerms(next, store);
      settings = config.settings;
      inventory = config.inventory;
      directory = next;
      retention = config.settings.retention ?? defaultRetention;
    },
  };
}

function keepTerms({ terms }: InventoryDirectory, store: Store): Promise<void> {
  return store.keepTerms(new Map(terms.map(({ digest, content }) => [digest, content])));
}
