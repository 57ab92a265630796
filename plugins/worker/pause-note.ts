import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A pause that a process made and did not live to end: what is to be started again, and how to forget it. */
export interface ForgottenPause {
  readonly kinds: readonly string[];
  readonly forget: () => Promise<void>;
}

/**
 * Notes beside Nagios's command file that this process is about to pause these kinds of checks, so that another one can
 * end the pause should this one be killed. Resolves with what takes the note away. A folder that cannot be written to
 * has no notes.
 */
export async function notePause(
  commandFile: string,
  kinds: readonly string[],
): Promise<() => Promise<void>> {
  const file = join(dirname(commandFile), `${prefix}${process.pid}`);
  await writeFile(file, kinds.join('\n'), { mode: 0o600 }).catch(() => undefined);
  return () => rm(file, { force: true }).catch(() => undefined);
}

/** The pauses whose processes are gone. */
export async function forgottenPauses(commandFile: string): Promise<readonly ForgottenPause[]> {
  const folder = dirname(commandFile);
  const names = (await readdir(folder).catch(() => [])).filter((name) => pattern.test(name));
  const left = await Promise.all(names.map((name) => isWorker(name.slice(prefix.length))));
  return Promise.all(
    names
      .filter((_, at) => left[at] === false)
      .map(async (name) => {
        const text = await readFile(join(folder, name), 'utf8').catch(() => '');
        const kinds = text.split('\n').filter((kind) => kind === 'SVC' || kind === 'HOST');
        return { kinds, forget: () => rm(join(folder, name), { force: true }) };
      }),
  );
}

const prefix = 'watchclock-pause-';
const pattern = /^watchclock-pause-\d+$/;

// The number may be another process's by now.
async function isWorker(pid: string): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return words.split('\0').includes('worker');
}
