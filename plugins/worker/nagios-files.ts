import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** What is to be known of the Nagios behind a query handler. */
export interface NagiosFiles {
  readonly statusFile: string;
  /** The pipe for external commands. */
  readonly commandFile: string;
}

/**
 * Finds the running Nagios whose configuration names `querySocket`, by the command lines of all processes; undefined
 * when there is none that can be read.
 */
export async function findNagios(querySocket: string): Promise<NagiosFiles | undefined> {
  const wanted = await realpath(querySocket).catch(() => resolve(querySocket));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const config = words.split('\0').find((word) => word.startsWith('/') && word.endsWith('.cfg'));
    if (config === undefined) continue;
    const settings = readSettings(await readFile(config, 'utf8').catch(() => ''));
    const socket = settings.get('query_socket') ?? settings.get('qh_socket');
    const statusFile = settings.get('status_file');
    const commandFile = settings.get('command_file');
    if (!socket || !statusFile || !commandFile) continue;
    const at = (path: string) => resolve(dirname(config), path);
    if ((await realpath(at(socket)).catch(() => '')) === wanted) {
      return { statusFile: at(statusFile), commandFile: at(commandFile) };
    }
  }
  return undefined;
}

function readSettings(text: string): ReadonlyMap<string, string> {
  const lines = text.matchAll(/^[ \t]*(\w+)[ \t]*=[ \t]*(.*?)[ \t]*$/gm);
  return new Map([...lines].map(([, key = '', value = '']) => [key, value]));
}
