import type { Plugin } from '../plugins/check/plugin.ts';
import { UsageError } from '../plugins/check/usage-error.ts';
import { checkNames, loadPlugin } from '../plugins/registry.ts';
import type { Complain } from '../plugins/settings/load.ts';
import { didYouMean } from '../plugins/settings/nearest.ts';
import type { KeyPath } from '../plugins/settings/problem.ts';
import { assemble } from './inventory/assemble.ts';
import type { Rule } from './inventory/read-files.ts';
import type { InventoryFile } from './inventory/schema.ts';
import { limitsPath } from './limits-path.ts';
import { type Watch, watchesOf } from './watch.ts';

/**
 * The rule that has every check read the command lines with which it is to be called: it complains about checks that
 * there are not, options that they refuse, and limits that contradict, where the inventory says them.
 */
export async function commandRule(): Promise<Rule> {
  const plugins = new Map<string, Plugin | undefined>();
  for (const name of checkNames) plugins.set(name, await loadPlugin(name));
  return (file, complain) => checkCommands(file, plugins, complain);
}

type Plugins = ReadonlyMap<string, Plugin | undefined>;

function checkCommands(file: InventoryFile, plugins: Plugins, complain: Complain): void {
  // Most hosts are watched alike: each command line is judged once, and each place named once.
  const judged = new Map<string, string | undefined>();
  const said = new Set<string>();
  for (const watch of [...assemble(file).hosts.values()].flatMap(watchesOf)) {
    const { command } = watch;
    const what = judged.getOrInsertComputed(command.join('\0'), () => problemOf(command, plugins));
    if (what === undefined) continue;
    const path = commandPath(file, watch);
    const key = JSON.stringify([path, what]);
    if (!said.has(key)) complain(path, what);
    said.add(key);
  }
}

function problemOf([name, ...args]: Watch['command'], plugins: Plugins): string | undefined {
  if (name === undefined || name.startsWith('/')) return undefined;
  const plugin = plugins.get(name);
  if (plugin === undefined) {
    return `there is no check "${name}"${didYouMean(name, checkNames)}; another program needs its whole path`;
  }
  try {
    plugin.prepare(args, {});
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return `${[name, ...args].join(' ')}: ${error.message}`;
    throw error;
  }
}

/** What of the inventory makes the command line what it is. */
function commandPath(file: InventoryFile, { host, service }: Watch): KeyPath {
  const place = ['customers', host.customer, 'hosts', host.name];
  if (service.extra !== undefined) return [...place, 'services', service.name, 'check'];
  return limitsPath(file, host, service) ?? place;
}
