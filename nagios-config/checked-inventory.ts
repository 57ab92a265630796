import { commandRule } from './command-rules.ts';
import { checkLimitNames } from './inventory/limit-name-rules.ts';
import type { Inventory } from './inventory/model.ts';
import { checkReach } from './inventory/reach-rules.ts';
import { checkWatched } from './inventory/watched-rules.ts';
import { loadInventory } from './inventory.ts';
import { checkLimits } from './limit-rules.ts';

/** Reads an inventory by every rule that there is. Rejects with a ConfigError that lists everything wrong with it. */
export async function loadCheckedInventory(path: string): Promise<Inventory> {
  const rules = [checkWatched, checkReach, checkLimitNames, checkLimits, await commandRule()];
  return loadInventory(path, ...rules);
}
