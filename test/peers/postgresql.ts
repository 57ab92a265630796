import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';

/** A server of Debian's PostgreSQL with data of its own, on a socket in its folder. */
export interface PostgreSql {
  /** The folder of its socket. */
  readonly folder: string;
  /** Makes an empty database; answers its address. */
  readonly createDatabase: () => string;
  /** Ends its sessions and the server. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Starts a server with some settings of its own; `bin` is the folder of its programs. PostgreSQL refuses to run as root, so then it runs as postgres. */
export async function startPostgreSql(
  bin: string,
  settings: readonly string[] = [],
): Promise<PostgreSql> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-postgresql-'));
  const owner = ownerOf();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { ...owner, cwd: folder, stdio: 'pipe' });
  run('initdb', '-D', data, '-U', 'watchclock', '--auth=trust', '--locale=C', '-E', 'UTF8');
  let ended: Promise<unknown> = Promise.resolve();
  let server: ReturnType<typeof spawn> | undefined;
  const start = async () => {
    const more = settings.flatMap((setting) => ['-c', setting]);
    const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', ...more];
    const child = spawn(join(bin, 'postgres'), args, { ...owner, cwd: folder, stdio: 'ignore' });
    server = child;
    ended = new Promise((resolve) => child.once('exit', resolve));
    await until('PostgreSQL answers', () => (isReady(bin, folder) ? true : undefined), {
      within: 60_000,
      every: 100,
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    server?.kill(signal);
    await ended;
  };
  await start();
  return {
    folder,
    createDatabase: () => createDatabase(bin, folder),
    stop: () => end('SIGINT'),
    start,
    remove: async () => {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database in the server whose socket is in a folder; answers its address. */
export function createDatabase(bin: string, folder: string): string {
  const name = `d${randomUUID().replaceAll('-', '')}`;
  const args = ['-h', folder, '-U', 'watchclock', name];
  execFileSync(join(bin, 'createdb'), args, { cwd: folder, stdio: 'pipe' });
  return `postgresql://watchclock@/${name}?host=${encodeURIComponent(folder)}`;
}

function ownerOf(): { readonly uid: number; readonly gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function isReady(bin: string, folder: string): boolean {
  try {
    execFileSync(join(bin, 'pg_isready'), ['-h', folder, '-U', 'watchclock', '-q'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
