import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkNames } from '../plugins/registry.ts';
import { bundle } from './bundle.ts';
import { type Base, makeExecutable } from './executable.ts';

/** Makes the folder `bin` anew, with one executable, watchclock, and a link to it for each check; gives its path. */
export async function buildPrograms(root: string, bin: string, base?: Base): Promise<string> {
  const work = `${bin}.work`;
  for (const dir of [work, bin]) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
  }
  const executable = join(bin, 'watchclock');
  console.error('build: bundling …');
  const bundles = await bundle(root, work);
  console.error('build: making the executable …');
  makeExecutable(bundles, work, executable, base);
  for (const name of checkNames) symlinkSync('watchclock', join(bin, name));
  rmSync(work, { recursive: true });
  console.error(`build: done: ${bin}`);
  return executable;
}
