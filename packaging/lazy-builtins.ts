import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Loads Node's own modules when something of them is first used, not when a bundle starts: of TLS, compression and
 * streams, which libraries import at their top, most runs of a check use nothing and would pay for all.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind, namespace }) => {
      const imported = kind === 'import-statement' && namespace !== 'lazy';
      const suits = imported && isBuiltin(path) && !/^(node:)?process$/.test(path); // it has state of its own
      return suits ? { path, namespace: 'lazy' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({ contents: lazily(path) }));
  },
};

/**
 * A module that looks empty to esbuild's copying of names, which leads every other look-up to its prototype. It is a
 * function, because some modules are a class: node-fetch asks whether a body is an instance of node:stream.
 */
function lazily(name: string): string {
  return `const lazy = new Proxy(() => {}, {
    get: (_, key) => require(${JSON.stringify(name)})[key],
    getPrototypeOf: () => lazy,
  });
  module.exports = lazy;`;
}
