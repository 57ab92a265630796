import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A small Debian of its own, without Node: what a package is installed into, in a copy. */
export const debianRoot = join(
  import.meta.dirname,
  '../../node_modules/.cache/watchclock-debian/root',
);

/** What every machine with the package has besides, and what is only there to make copies larger. */
const included = 'adduser,iputils-ping,libatomic1,libstdc++6';
const dropped = ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/locale', 'usr/share/man'];

/** Makes the small Debian where it is missing, as root, with the mirror and the release that apt uses here. */
export function makeDebianRoot(): boolean {
  if (existsSync(debianRoot)) return true;
  const [release, mirror] = source() ?? [];
  if (release === undefined || mirror === undefined) return false;
  console.log('watchclock: making a small Debian for the tests of the package …');
  const unfinished = `${debianRoot}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(debianRoot), { recursive: true });
  const options = ['--variant=minbase', `--include=${included}`];
  const args = [...options, release, unfinished, mirror];
  const { status } = spawnSync('debootstrap', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) return false;
  for (const path of dropped) rmSync(join(unfinished, path), { recursive: true, force: true });
  renameSync(unfinished, debianRoot);
  return true;
}

/** The main release that apt knows, and where it has it from. */
function source(): readonly string[] | undefined {
  const format = '$(ORIGIN) $(CODENAME) $(REPO_URI) $(COMPONENT) $(IDENTIFIER)';
  const args = ['indextargets', '--format', format];
  const { stdout } = spawnSync('apt-get', args, { encoding: 'utf8' });
  const [, ...found] = /^Debian ([a-z]+) (\S+) main Packages$/m.exec(stdout) ?? [];
  return found.length === 2 ? found : undefined;
}
