// `npm run build`: leaves dist/bin/ with one executable, watchclock, and a link to it for each check.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkNames } from '../plugins/registry.ts';
import { bundle } from './bundle.ts';
import { makeExecutable } from './executable.ts';

const root = join(import.meta.dirname, '..');
const work = join(root, 'dist', 'build');
const bin = join(root, 'dist', 'bin');

for (const dir of [work, bin]) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
}
console.error('build: bundling …');
const bundles = await bundle(root, work);
console.error('build: making the executable …');
makeExecutable(bundles, work, join(bin, 'watchclock'));
for (const name of checkNames) symlinkSync('watchclock', join(bin, name));
rmSync(work, { recursive: true });
console.error(`build: done: ${bin}`);
