import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { debianRoot } from '../../peers/debian-root.ts';
import { skip } from '../../skip.ts';

/** A copy of the small Debian, in which packages are installed and programs run. */
export interface Machine {
  readonly root: string;
  /** Runs a command there as a user of it, with nothing but `env` in its environment. */
  readonly run: (user: string, command: readonly string[], env?: Env) => SpawnSyncReturns<string>;
  /** Starts one; the child process is the command itself. */
  readonly start: (user: string, command: readonly string[]) => ChildProcess;
  /** Runs Debian's dpkg as root; a file that is named last is copied in before. */
  readonly dpkg: (...args: readonly string[]) => SpawnSyncReturns<string>;
  readonly remove: () => void;
}

type Env = Readonly<Record<string, string>>;

/** Makes such a machine; skips what runs where it cannot be. */
export function debianMachine(context: Mocha.Context): Machine {
  if (process.getuid?.() !== 0) skip(context, 'only root can install a package into a Debian');
  if (!existsSync(debianRoot)) skip(context, `${debianRoot} is missing (npm test makes it)`);
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-debian-'));
  const root = join(folder, 'root');
  spawnSync('cp', ['-a', debianRoot, root]);
  const run: Machine['run'] = (user, command, env = {}) =>
    spawnSync('/usr/bin/unshare', inside(root, user, command), { encoding: 'utf8', env });
  return {
    root,
    run,
    start: (user, command) =>
      spawn('/usr/bin/unshare', inside(root, user, command), { env: {}, stdio: 'pipe' }),
    dpkg: (...args) => {
      const copied = args.map((arg) => copyIn(arg, root));
      return run('root', ['/usr/bin/dpkg', ...copied], administrator);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const administrator = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  DEBIAN_FRONTEND: 'noninteractive',
  LC_ALL: 'C.UTF-8',
};

/** It is a mount of its own, with a /proc, where nobody else sees them; both go with the last process. */
function inside(root: string, user: string, command: readonly string[]): readonly string[] {
  const script = `root=$1 user=$2; shift 2
    mount --bind "$root" "$root" && mount -t proc proc "$root/proc" && exec chroot --userspec="$user" "$root" "$@"`;
  const path = 'PATH=/usr/sbin:/usr/bin:/sbin:/bin; unset PWD OLDPWD SHLVL _';
  return ['--mount', 'sh', '-c', `${path}; ${script}`, 'sh', root, user, ...command];
}

function copyIn(arg: string, root: string): string {
  if (!arg.endsWith('.deb')) return arg;
  const path = join('/tmp', basename(arg));
  copyFileSync(arg, join(root, path));
  return path;
}
