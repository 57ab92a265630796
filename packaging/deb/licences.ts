import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** The file `copyright` of the package: the project's licence, and that of everything that is inside the program. */
export function copyright(root: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  const inside = Object.entries(lock.packages).filter(
    ([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true,
  );
  return [
    'watchclock is made of what follows.',
    part('watchclock', readFileSync(join(root, 'LICENSE'), 'utf8')),
    'The program contains Node.js, whose licence, and those of what it contains, are in the file nodejs-licence.gz\nbeside this one, and these packages of the npm registry:',
    ...inside.map(([path, { version = '', license = '' }]) =>
      part(`${path.replace(/^.*node_modules\//, '')} ${version} (${license})`, text(root, path)),
    ),
  ].join('\n\n');
}

function part(name: string, licence: string): string {
  return `${name}\n${'-'.repeat(name.length)}\n${licence.trim()}`;
}

function text(root: string, path: string): string {
  const file = readdirSync(join(root, path)).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  if (file === undefined) return 'The licence is the one that its name says.';
  const licence = readFileSync(join(root, path, file), 'utf8');
  // Debian Policy 12.5: a licence that every Debian has is named, not repeated.
  return /Apache License\s+Version 2\.0/.test(licence) ? apache : licence;
}

const apache =
  'The licence is the Apache License, Version 2.0; on Debian its text is in /usr/share/common-licenses/Apache-2.0.';
