import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  globSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Entry } from './contents.ts';

/** A package that is to be written. */
export interface Deb {
  readonly entries: ReadonlyMap<string, Entry>;
  /** The text of `control`; told the KiB that the files take. */
  readonly control: (installed: number) => string;
  /** The folder of the maintainer scripts. */
  readonly scripts: string;
  /** The time that every file of it has, in epoch milliseconds. */
  readonly at: number;
  /** As dpkg-deb has them: `-Zxz`. */
  readonly compression: readonly string[];
}

/**
 * Writes a package with Debian's dpkg-deb, the files owned by root. Two of the same parts are the same byte for byte.
 * Throws when it cannot be written.
 */
export function writeDeb(deb: Deb, output: string): void {
  const tree = mkdtempSync(join(tmpdir(), 'watchclock-deb-'));
  try {
    chmodSync(tree, 0o755);
    for (const [path, entry] of deb.entries) place(entry, join(tree, path));
    describe(deb, tree);
    settle(tree, deb.at / 1000);
    const args = ['--root-owner-group', ...deb.compression, '--build', tree, output];
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(Math.floor(deb.at / 1000)) };
    const { status, stderr } = spawnSync('dpkg-deb', args, { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`dpkg-deb: exit status ${status}: ${stderr}`);
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function place(entry: Entry, path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  if (entry.kind === 'link') {
    symlinkSync(entry.to, path);
    return;
  }
  if (entry.kind === 'text') writeFileSync(path, entry.content);
  else copyFileSync(entry.from, path);
  chmodSync(path, entry.kind === 'copy' && entry.executable ? 0o755 : 0o644);
}

/** The folder DEBIAN: the description, the scripts, the files that administrators change, and sums of the others. */
function describe({ entries, control, scripts }: Deb, tree: string): void {
  const about = join(tree, 'DEBIAN');
  mkdirSync(about);
  const files = [...entries]
    .filter(([, { kind }]) => kind !== 'link')
    .map(([path]) => path)
    .sort();
  const sizes = files.map((path) => Math.ceil(statSync(join(tree, path)).size / 1024));
  const write = (name: string, content: string | Buffer, mode: number) => {
    writeFileSync(join(about, name), content);
    chmodSync(join(about, name), mode);
  };
  write('control', control(sizes.reduce((sum, size) => sum + size, entries.size)), 0o644);
  const settings = files.filter((path) => path.startsWith('etc/'));
  write('conffiles', settings.map((path) => `/${path}\n`).join(''), 0o644);
  const others = files.filter((path) => !settings.includes(path));
  write('md5sums', others.map((path) => `${md5(join(tree, path))}  ${path}\n`).join(''), 0o644);
  for (const name of ['postinst', 'prerm', 'postrm']) {
    write(name, readFileSync(join(scripts, name)), 0o755);
  }
}

/** Gives everything one time, whatever the umask and the clock of this machine are. */
function settle(tree: string, seconds: number): void {
  for (const entry of globSync('**', { cwd: tree, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    lutimesSync(path, seconds, seconds);
  }
}

function md5(path: string): string {
  return createHash('md5').update(readFileSync(path)).digest('hex');
}
