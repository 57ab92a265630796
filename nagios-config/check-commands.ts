import { UsageError } from '../plugins/check/usage-error.ts';
import { checkNames, loadPlugin } from '../plugins/registry.ts';
import { didYouMean } from '../plugins/settings/nearest.ts';
import type { Inventory } from './inventory/model.ts';
import { type Watch, watchesOf } from './watch.ts';

/** What the checks themselves say against how they are to be called: unknown checks, bad options, limits that contradict. */
export async function commandProblems(inventory: Inventory): Promise<readonly string[]> {
  const watches = [...inventory.hosts.values()].flatMap(watchesOf);
  // Most hosts are watched alike: each command line is judged once.
  const distinct = new Map(watches.map((watch) => [watch.command.join('\0'), watch]));
  const judged = await Promise.all([...distinct.values()].map(commandProblem));
  return judged.filter((problem) => problem !== undefined);
}

async function commandProblem({ host, service, command }: Watch): Promise<string | undefined> {
  const [name, ...args] = command;
  const where = `host ${host.name}, service ${service.name}: ${command.join(' ')}`;
  if (name === undefined || name.startsWith('/')) return undefined;
  const plugin = await loadPlugin(name);
  if (plugin === undefined) {
    return `${where}: there is no check "${name}"${didYouMean(name, checkNames)}; another program needs its whole path`;
  }
  try {
    plugin.prepare(args, {});
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return `${where}: ${error.message}`;
    throw error;
  }
}
