// `npm run package [-- ARCH]`: leaves dist/watchclock_VERSION_ARCH.deb for this machine, or for another kind (amd64, arm64).
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../plugins/check/version.ts';
import { type Architecture, debianArchitectures } from './deb/control.ts';
import { makePackage } from './deb/make-package.ts';
import { foreignNode } from './foreign-node.ts';
import { buildPrograms } from './programs.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const [asked = '', ...more] = process.argv.slice(2);
const arch = more.length > 0 ? undefined : architecture(asked);
if (arch === undefined) {
  const names = Object.values(debianArchitectures).join(' or ');
  console.error(
    `package: must be ${names}, not "${[asked, ...more].join(' ')}"\nUsage: npm run package [-- ARCH]\nExample: npm run package -- arm64`,
  );
  process.exitCode = 2;
} else {
  const executable = await executableFor(arch);
  const program = [process.execPath, join(root, 'watchclock.ts')];
  const parts = { root, arch, executable, program, version, at: changedAt() };
  console.error('package: packing (a minute) …');
  console.log(await makePackage(parts, dist));
}

/** Debian's name of an architecture, or this machine's where none is given. */
function architecture(name: string): Architecture | undefined {
  const names = Object.keys(debianArchitectures) as Architecture[];
  const is = (arch: Architecture) =>
    name === '' ? arch === process.arch : debianArchitectures[arch] === name;
  return names.find(is);
}

function executableFor(arch: Architecture): Promise<string> {
  if (arch === process.arch) return buildPrograms(root, join(dist, 'bin'));
  const strip = arch === 'arm64' ? 'aarch64-linux-gnu-strip' : 'x86_64-linux-gnu-strip';
  const base = { node: foreignNode(root, arch), strip, foreign: true };
  return buildPrograms(root, join(dist, `bin-${debianArchitectures[arch]}`), base);
}

/** The time that all files of the package have: that of the last commit, whenever and wherever it is packed. */
function changedAt(): number {
  const given = process.env.SOURCE_DATE_EPOCH;
  if (given !== undefined) return Number(given) * 1000;
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], {
    cwd: root,
    encoding: 'utf8',
  });
  return Number(stdout) * 1000 || statSync(join(root, 'CHANGELOG.md')).mtimeMs;
}
