// `npm run check`: format, lint, types, layers, README and unused code, all of them even when one fails.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const steps: Record<string, readonly string[]> = {
  'format and lint': ['biome', 'check', '--error-on-warnings'],
  types: ['tsc', '--noEmit'],
  layers: ['mocha', '--reporter', 'dot', 'test/layers.test.ts'],
  readme: ['mocha', '--reporter', 'dot', 'test/packaging/readme.test.ts'],
  'unused code': ['knip'],
};

const failed = Object.entries(steps).filter(([name, [command = '', ...args]]) => {
  console.log(`\n== ${name}`);
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path };
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env }).status !== 0;
});
console.log(
  failed.length === 0
    ? '\ncheck: green'
    : `\ncheck: failed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
