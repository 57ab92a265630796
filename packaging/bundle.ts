import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import type { BundleName } from './bundled.ts';
import { embeddedAssets } from './embedded-assets.ts';
import { embeddedFonts } from './embedded-fonts.ts';
import { lazyBuiltins } from './lazy-builtins.ts';

/** The CommonJS files that go into the executable: its main script, and the bundles that it runs. */
export type Bundles = Readonly<Record<'start' | BundleName, string>>;

/**
 * Bundles the program found in `root` into the folder `to`. The checks go into the bundle that every start runs,
 * because they are started thousands of times; each other command of watchclock.ts becomes a part.
 */
export async function bundle(root: string, to: string): Promise<Bundles> {
  const file = (name: string) => join(to, `${name}.cjs`);
  const bundles = { start: file('start'), program: file('program'), parts: file('parts') };
  const start = join(root, 'packaging', 'start.ts');
  await build({ ...habits, entryPoints: [start], outfile: bundles.start });
  const parts = new Set<string>();
  const program = { contents: "import './watchclock.ts';", resolveDir: root };
  const plugins = [splitParts(root, parts), lazyBuiltins];
  await build({ ...habits, stdin: program, outfile: bundles.program, plugins });
  const stdin = { contents: partsTable(parts), resolveDir: root };
  await build({
    ...habits,
    stdin,
    outfile: bundles.parts,
    plugins: [embeddedAssets, embeddedFonts],
  });
  for (const path of Object.values(bundles))
    writeFileSync(path, inAscii(readFileSync(path, 'utf8')));
  return bundles;
}

/** Regular expressions keep their text too; everywhere that text can stand, an escape means the same. */
function inAscii(source: string): string {
  const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return source.replaceAll(/[^\0-\x7f]/g, escaped);
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
  // A tagged template keeps its text as it is written; lowered, it is escaped to ASCII like any other.
  supported: { 'template-literal': false },
  alias: {
    assert: standIn('assert'),
    'fetch-blob/from.js': standIn('fetch-blob-from'),
    'string-width': standIn('string-width'),
  },
  define: { 'import.meta.url': '"file:///watchclock"', 'import.meta.dirname': '"/watchclock"' },
} satisfies BuildOptions;

/** What libraries import and a start cannot afford is replaced by the little of it that is used. */
function standIn(name: string): string {
  return join(import.meta.dirname, 'stand-ins', `${name}.ts`);
}

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
        const contents = `import { runBundled } from './packaging/bundled.ts';
          module.exports = runBundled('parts')[${JSON.stringify(part)}]();`;
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
