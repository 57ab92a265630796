import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { contents } from './contents.ts';
import { type Architecture, control, debianArchitectures, maintainer } from './control.ts';
import { writeDeb } from './deb.ts';

/** What a package is made of. */
export interface PackageParts {
  /** The root of the project. */
  readonly root: string;
  readonly arch: Architecture;
  /** The executable for that architecture. */
  readonly executable: string;
  /** What prints the help of every command on this machine: a file and its first arguments. */
  readonly program: readonly string[];
  readonly version: string;
  /** The time that everything in it has, in epoch milliseconds. */
  readonly at: number;
  /** How dpkg-deb packs it; what every Debian since 10 can unpack, unless given. */
  readonly compression?: readonly string[];
}

/** Writes `watchclock_VERSION_ARCH.deb` into the folder `to` and gives its path. */
export async function makePackage(parts: PackageParts, to: string): Promise<string> {
  const { root, arch, version, at, compression = ['-Zxz'] } = parts;
  const release = { version, maintainer, at };
  const entries = await contents({ ...parts, release });
  mkdirSync(to, { recursive: true });
  const output = join(to, `watchclock_${version}_${debianArchitectures[arch]}.deb`);
  writeDeb(
    {
      entries,
      control: (installed) => control(arch, version, installed),
      scripts: join(root, 'packaging', 'deb', 'scripts'),
      at,
      compression,
    },
    output,
  );
  return output;
}
