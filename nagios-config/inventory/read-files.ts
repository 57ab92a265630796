import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Complain, type ReadSettings, readSettings } from '../../plugins/settings/load.ts';
import {
  ConfigError,
  type KeyPath,
  type Problem,
  showValue,
} from '../../plugins/settings/problem.ts';
import { checkInventory } from './rules.ts';
import { type InventoryFile, includedSchema, inventorySchema } from './schema.ts';

/** A rule about the whole of an inventory that no schema can say. */
export type Rule = (file: InventoryFile, complain: Complain) => void;

/**
 * Reads an inventory with all the files that it includes. Throws a ConfigError that lists everything wrong with any of
 * them; `rules` are looked at besides those that every inventory keeps.
 */
export function readInventoryFiles(path: string, rules: readonly Rule[]): InventoryFile {
  const problems: Problem[] = [];
  const main = readSettings(path, inventorySchema);
  const others = included([path], main, problems);
  problems.push(...main.problems, ...others.flatMap((part) => part.problems));
  const parts = [main, ...others];
  if (main.value === undefined || problems.length > 0) throw new ConfigError(problems);
  const whole = putTogether(main.value, others, problems);
  for (const rule of [checkInventory, ...rules]) rule(whole, complainer(parts, problems));
  if (problems.length > 0) throw new ConfigError(problems);
  return whole;
}

type Part = Pick<ReadSettings<typeof includedSchema>, 'value' | 'problems' | 'problem'>;

/** The files that a part includes, and those that these include; `chain` are the files on the way there, the last one its own. */
function included(chain: readonly string[], part: Part, problems: Problem[]): readonly Part[] {
  return (part.value?.include ?? []).flatMap((pattern, index) => {
    const files = globSync(join(dirname(chain.at(-1) ?? ''), pattern)).toSorted();
    const complain = (what: string) => problems.push(part.problem(['include', index], what));
    if (files.length === 0) complain(`there is no file ${showValue(pattern)}`);
    return files.flatMap((file) => {
      if (chain.includes(file)) {
        complain(`${showValue(file)} includes itself: ${[...chain, file].join(' > ')}`);
        return [];
      }
      const read = readSettings(file, includedSchema);
      return [read, ...included([...chain, file], read, problems)];
    });
  });
}

function putTogether(
  main: InventoryFile,
  others: readonly Part[],
  problems: Problem[],
): InventoryFile {
  const customers: Record<string, InventoryFile['customers'][string]> = { ...main.customers };
  const plans: Record<string, unknown> = { ...main.plans };
  for (const { value, problem } of others) {
    const again = (kind: string, name: string) =>
      problems.push(problem([kind, name], 'is described in another file already'));
    for (const [name, customer] of Object.entries(value?.customers ?? {})) {
      if (Object.hasOwn(customers, name)) again('customers', name);
      customers[name] = customer;
    }
    for (const [name, plan] of Object.entries(value?.plans ?? {})) {
      if (Object.hasOwn(plans, name)) again('plans', name);
      plans[name] = plan;
    }
  }
  const severity = [main, ...others.map(({ value }) => value)].flatMap(
    (part) => part?.severity ?? [],
  );
  return { ...main, customers, plans, severity };
}

/** Places a complaint about the whole in the file that the culprit stands in. */
function complainer(parts: readonly Part[], problems: Problem[]): Complain {
  return (path, what) => {
    const owner = parts.find(({ value }) => value !== undefined && holds(value, path)) ?? parts[0];
    if (owner !== undefined) problems.push(owner.problem(path, what));
  };
}

function holds(value: NonNullable<Part['value']>, [kind, name]: KeyPath): boolean {
  if (kind !== 'customers' && kind !== 'plans') return false;
  return Object.hasOwn(value[kind], String(name));
}
