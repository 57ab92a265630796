import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';

/** Names of the assets in the executable. */
export const partsSource = 'parts.cjs';
export const partsCache = 'parts.cache';

/** The part called `name` in `packaging/bundle.ts`'s second bundle, from inside the executable. */
export function loadPart(name: string): unknown {
  const source = Buffer.from(getRawAsset(partsSource)).toString('latin1');
  const cachedData = Buffer.from(getRawAsset(partsCache));
  return evaluateParts(partsScript(source, cachedData))[name]?.();
}

/** The second bundle, compiled; from the code cache where one is given that suits this Node. `source` is ASCII. */
export function partsScript(source: string, cachedData?: Buffer): Script {
  const filename = 'watchclock-parts.cjs';
  const wrapped = `(function (module, require) {${source}\n})`;
  return new Script(wrapped, { filename, ...(cachedData && { cachedData }) });
}

/** The table of parts: evaluates none of them. */
export function evaluateParts(script: Script): Readonly<Record<string, () => unknown>> {
  const module = { exports: {} };
  script.runInThisContext()(module, requireBuiltin);
  return module.exports;
}

/** What is not in the bundle and not in Node (an optional native addon) is not there. */
function requireBuiltin(name: string): unknown {
  const found = process.getBuiltinModule(name);
  if (found === undefined) throw new Error(`Cannot find module '${name}'`);
  return found;
}
