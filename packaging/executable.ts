import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundles } from './bundle.ts';
import { assetNames, type BundleName } from './bundled.ts';

/** Makes the executable `output` of the bundles and the Node that runs this; needs `work` for files in between. */
export function makeExecutable(bundles: Bundles, work: string, output: string): void {
  const assets = {
    ...bundleAssets('program', bundles, work),
    ...bundleAssets('parts', bundles, work),
  };
  const config = join(work, 'sea.json');
  const executable = strippedNode(work);
  const settings = { ...habits, main: bundles.start, output, assets, executable };
  writeFileSync(config, JSON.stringify(settings));
  node(['--build-sea', config]);
}

const habits = {
  disableExperimentalSEAWarning: true,
  execArgv: ['--disable-warning=ExperimentalWarning'],
  execArgvExtension: 'none',
};

function bundleAssets(bundle: BundleName, { [bundle]: file }: Bundles, work: string) {
  const { source, cache } = assetNames(bundle);
  const cacheFile = join(work, cache);
  node([join(import.meta.dirname, 'code-cache.ts'), bundle, file, cacheFile]);
  return { [source]: file, [cache]: cacheFile };
}

/** Node without its symbol table, which is a fifth of it; as it is where binutils are missing. */
function strippedNode(work: string): string {
  const copy = join(work, 'node');
  copyFileSync(process.execPath, copy);
  if (spawnSync('strip', [copy]).status !== 0) console.error('build: no strip here: a larger file');
  return copy;
}

function node(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: exit status ${status}`);
}
