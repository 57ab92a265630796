import { join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** Two CommonJS files: what every start reads, and the parts that are read when one of them is asked for. */
export interface Bundles {
  readonly main: string;
  readonly parts: string;
}

/**
 * Bundles the program found in `root` into the folder `to`. The checks go into the main bundle, because they are
 * started thousands of times; each other command of watchclock.ts becomes a part.
 */
export async function bundle(root: string, to: string): Promise<Bundles> {
  const bundles = { main: join(to, 'main.cjs'), parts: join(to, 'parts.cjs') };
  const parts = new Set<string>();
  const plugins = [splitParts(root, parts)];
  const entry = join(root, 'watchclock.ts');
  await build({ ...habits, entryPoints: [entry], outfile: bundles.main, plugins });
  const stdin = { contents: partsTable(parts), resolveDir: root };
  await build({ ...habits, stdin, outfile: bundles.parts });
  return bundles;
}

const habits = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node26',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  // Only yargs' help layout measures text, and the real thing costs 24 ms of each start.
  alias: { 'string-width': join(import.meta.dirname, 'string-width.ts') },
  define: { 'import.meta.url': '"file:///watchclock"', 'import.meta.dirname': '"/watchclock"' },
} satisfies BuildOptions;

const inMain = /\/plugins\/cli\.ts$/;

/** Replaces each part that watchclock.ts imports when asked for by its loading from the second bundle. */
function splitParts(root: string, parts: Set<string>): Plugin {
  return {
    name: 'split-parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ kind, importer, path, resolveDir }) => {
        const file = join(resolveDir, path);
        const isPart = kind === 'dynamic-import' && relative(root, importer) === 'watchclock.ts';
        return isPart && !inMain.test(file) ? { path: file, namespace: 'part' } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => {
        const part = `./${relative(root, path)}`;
        parts.add(part);
        const contents = `import { loadPart } from './packaging/part.ts';
          module.exports = loadPart(${JSON.stringify(part)});`;
        return { contents, resolveDir: root };
      });
    },
  };
}

function partsTable(parts: ReadonlySet<string>): string {
  const lines = [...parts].map((part) => {
    const name = JSON.stringify(part);
    return `${name}: () => require(${name}),`;
  });
  return `module.exports = {${lines.join('\n')}};`;
}
