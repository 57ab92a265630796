import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';

/** The bundles in the executable: what every start runs, and the commands that are read when asked for. */
export type BundleName = 'program' | 'parts';

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
  const wrapped = `(function (module, require) {${source}\n})`;
  return new Script(wrapped, { filename, ...(cachedData?.length && { cachedData }) });
}

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
