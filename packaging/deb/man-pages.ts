import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { version } from '../../plugins/check/version.ts';
import { checkNames, loadPlugin } from '../../plugins/registry.ts';
import { manPage } from './man-page.ts';

/** The residents: pages for those who run a machine. */
const daemons = ['agent', 'gateway', 'worker'];

/**
 * Every manual page by its path below /usr/share/man, made from what `program` (a file and its first arguments) prints
 * with `--help`: watchclock itself, its commands, and the checks as `watchclock-check_load`, since their own names
 * belong to others too.
 */
export async function manPages(program: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const overview = await helpOf(program, []);
  const commands = [...overview.matchAll(/^ {2}([a-z]+) {2,}(.*)$/gm)];
  const pages = await Promise.all([
    page('watchclock', 'checks, agent, worker and gateway for Nagios', async () => overview),
    ...commands.map(([, name = '', summary = '']) =>
      page(`watchclock-${name}`, summary, () => helpOf(program, [name])),
    ),
    ...checkNames.map(async (name) => {
      const summary = (await loadPlugin(name))?.manual.summary ?? '';
      const says = summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, '');
      return page(`watchclock-${name}`, says, () => helpOf(program, [name]));
    }),
  ]);
  return new Map(pages);
}

async function page(name: string, summary: string, help: () => Promise<string>) {
  const section = daemons.some((daemon) => name === `watchclock-${daemon}`) ? 8 : 1;
  const text = manPage({ name, section, summary, version, help: await help() });
  return [`man${section}/${name}.${section}`, text] as const;
}

/** Checks answer help with the status of UNKNOWN, as all of their kind do. */
async function helpOf([file = '', ...first]: readonly string[], args: readonly string[]) {
  const run = promisify(execFile)(file, [...first, ...args, '--help'], { encoding: 'utf8' });
  const { stdout } = await run.catch((error: Error & { readonly stdout?: string }) => {
    if (!error.stdout) throw error;
    return { stdout: error.stdout };
  });
  return stdout;
}
