import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';

/**
 * The bundles in the executable: what every start runs, which is little; the checks, which are started thousands of
 * times; the other commands of `plugins/`, which stay on machines that have little room; and all others.
 */
export type BundleName = 'program' | 'checks' | 'residents' | 'parts';

/** The bundles of commands, which are read when one of their commands is asked for. */
export const commandBundles = ['checks', 'residents', 'parts'] as const satisfies BundleName[];

/** The names of a bundle's two assets in the executable: its source, and the code cache made of it. */
export function assetNames(bundle: BundleName) {
  return { source: `${bundle}.cjs`, cache: `${bundle}.cache` } as const;
}

/** Runs a bundle of the executable that this is, and gives what it exports. */
export function runBundled(bundle: BundleName): unknown {
  const { source, cache } = assetNames(bundle);
  const text = Buffer.from(getRawAsset(source)).toString('latin1');
  return run(compile(source, text, Buffer.from(getRawAsset(cache))));
}

/** A bundle, compiled; with a code cache that is not empty its functions need no compiling. Bundles are ASCII. */
export function compile(filename: string, source: string, cachedData?: Buffer): Script {
  return new Script(source, { filename, ...(cachedData?.length && { cachedData }) });
}

/** What stands around a bundle, so that what runs it hands it what it needs; in its file, because a copy would be large. */
export const wrapper = { before: '(function (module, require) {', after: '\n})' } as const;

/** Runs a compiled bundle and gives what it exports. */
export function run(script: Script): unknown {
  const module = { exports: {} };
  script.runInThisContext()(module, requireBuiltin);
  return module.exports;
}

/** What is neither in the bundle nor in Node (an optional native addon) is not there. */
function requireBuiltin(name: string): unknown {
  const found = process.getBuiltinModule(name);
  if (found === undefined) throw new Error(`Cannot find module '${name}'`);
  return found;
}
