import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundles } from './bundle.ts';
import { evaluateParts, partsCache, partsScript, partsSource } from './part.ts';

/** Makes the executable `output` of the bundles and the Node that runs this; needs `work` for files in between. */
export function makeExecutable({ main, parts }: Bundles, work: string, output: string): void {
  const cache = join(work, partsCache);
  writeFileSync(cache, codeCache(readFileSync(parts, 'latin1')));
  const config = join(work, 'sea.json');
  const assets = { [partsSource]: parts, [partsCache]: cache };
  writeFileSync(
    config,
    JSON.stringify({ ...seaHabits, main, output, assets, executable: strippedNode(work) }),
  );
  run(process.execPath, ['--build-sea', config]);
}

const seaHabits = {
  useCodeCache: true,
  disableExperimentalSEAWarning: true,
  execArgv: ['--disable-warning=ExperimentalWarning'],
  execArgvExtension: 'none',
};

/** Compiles everything that evaluating the parts compiles, so that a start finds it done. */
function codeCache(source: string): Buffer {
  const script = partsScript(source);
  for (const part of Object.values(evaluateParts(script))) part();
  return script.createCachedData();
}

/** Node without its symbol table, which is a fifth of it; as it is where binutils are missing. */
function strippedNode(work: string): string {
  const node = join(work, 'node');
  copyFileSync(process.execPath, node);
  if (spawnSync('strip', [node]).status !== 0) console.error('build: no strip here: a larger file');
  return node;
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${status}`);
}
