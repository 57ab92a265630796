import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Bundles } from './bundle.ts';
import { assetNames, type BundleName, commandBundles } from './bundled.ts';

/** The Node that goes into an executable. */
export interface Base {
  /** Its path; of the same version as the one that runs this. */
  readonly node: string;
  /** What takes the symbols out of it. */
  readonly strip: string;
  /** Whether it is for another kind of processor, which takes no code cache from this one. */
  readonly foreign: boolean;
}

const here: Base = { node: process.execPath, strip: 'strip', foreign: false };

/** Makes the executable `output` of the bundles and a Node; needs `work` for files in between. */
export function makeExecutable(bundles: Bundles, work: string, output: string, base = here): void {
  const assets = Object.assign(
    {},
    ...(['program', ...commandBundles] as const).map((name) =>
      bundleAssets(name, bundles, work, base),
    ),
  );
  const config = join(work, 'sea.json');
  const executable = strippedNode(work, base);
  const whole = join(work, 'watchclock');
  const settings = { ...habits, main: bundles.start, output: whole, assets, executable };
  writeFileSync(config, JSON.stringify(settings));
  node(['--build-sea', config]);
  copyInPieces(whole, output);
}

/**
 * Copies a program. What is written at once, Linux may keep and map as one piece of up to 2 MiB, and until the next
 * start of the machine every process of the program would then have twice as much of it in its memory.
 */
function copyInPieces(from: string, to: string): void {
  const content = readFileSync(from);
  const file = openSync(to, 'w');
  for (let at = 0; at < content.length; at += piece) {
    writeSync(file, content, at, Math.min(piece, content.length - at));
  }
  closeSync(file);
  chmodSync(to, 0o755);
}

const piece = 65_536;

const habits = {
  disableExperimentalSEAWarning: true,
  execArgv: ['--disable-warning=ExperimentalWarning'],
  execArgvExtension: 'none',
};

function bundleAssets(
  bundle: BundleName,
  { [bundle]: file }: Bundles,
  work: string,
  { foreign }: Base,
) {
  const { source, cache } = assetNames(bundle);
  const cacheFile = join(work, cache);
  if (foreign) writeFileSync(cacheFile, '');
  else node([join(import.meta.dirname, 'code-cache.ts'), bundle, file, cacheFile]);
  return { [source]: file, [cache]: cacheFile };
}

/** Node without its symbol table, which is a fifth of it; as it is where binutils are missing. */
function strippedNode(work: string, { node, strip }: Base): string {
  const copy = join(work, 'node');
  copyFileSync(node, copy);
  if (spawnSync(strip, [copy]).status !== 0)
    console.error(`build: no ${strip} here: a larger file`);
  return copy;
}

function node(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: exit status ${status}`);
}
