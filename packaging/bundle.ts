import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type BundleName, commandBundles, wrapper } from './bundled.ts';
import { embeddedAssets } from './embedded-assets.ts';
import { embeddedFonts } from './embedded-fonts.ts';
import { lazyBuiltins } from './lazy-builtins.ts';

/** The CommonJS files that go into the executable: its main script, and the bundles that it runs. */
export type Bundles = Readonly<Record<'start' | BundleName, string>>;

/**
 * Bundles the program found in `root` into the folder `to`. Each command of watchclock.ts becomes a part of one of the
 * bundles that are read when asked for.
 */
export async function bundle(root: string, to: string): Promise<Bundles> {
  const file = (name: string) => join(to, `${name}.cjs`);
  const bundles = {
    ...{ start: file('start'), program: file('program') },
    ...{ checks: file('checks'), residents: file('residents'), parts: file('parts') },
  };
  const start = join(root, 'packaging', 'start.ts');
  await build({ ...habits, entryPoints: [start], outfile: bundles.start });
  const parts = new Set<string>();
  const program = { contents: "import './watchclock.ts';", resolveDir: root };
  const plugins = [splitParts(root, parts), lazyBuiltins];
  await build({ ...wrapped, stdin: program, outfile: bundles.program, plugins });
  for (const bundle of commandBundles) {
    const inside = [...parts].filter((part) => bundleOf(part) === bundle);
    const stdin = { contents: partsTable(inside), resolveDir: root };
    const plugins = bundle === 'parts' ? [embeddedAssets, embeddedFonts] : [lazyBuiltins];
    await build({ ...wrapped, stdin, outfile: bundles[bundle], plugins });
  }
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
    'web-streams-polyfill/dist/ponyfill.es2018.js': standIn('web-streams'),
  },
  define: {
    // Outside a folder of that name, yargs asks for the current one, and there need not be one.
    'import.meta.url': '"file:///node_modules/watchclock"',
    'import.meta.dirname': '"/watchclock"',
  },
} satisfies BuildOptions;

const wrapped = {
  ...habits,
  banner: { js: wrapper.before },
  footer: { js: wrapper.after },
} satisfies BuildOptions;

/** What libraries import and a start cannot afford is replaced by the little of it that is used. */
function standIn(name: string): string {
  return join(import.meta.dirname, 'stand-ins', `${name}.ts`);
}

function bundleOf(part: string): (typeof commandBundles)[number] {
  if (part === './plugins/cli.ts') return 'checks';
  return part.startsWith('./plugins/') ? 'residents' : 'parts';
}

/**
 * Replaces each part that watchclock.ts imports when asked for by its loading from its bundle. The checks, which the
 * registry there only names, are left out.
 */
function splitParts(root: string, parts: Set<string>): Plugin {
  const importers: Readonly<Record<string, string>> = {
    'watchclock.ts': 'part',
    'plugins/registry.ts': 'elsewhere',
  };
  return {
    name: 'split-parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ kind, importer, path, resolveDir }) => {
        const namespace = importers[relative(root, importer)];
        if (kind !== 'dynamic-import' || namespace === undefined) return undefined;
        return { path: join(resolveDir, path), namespace };
      });
      onLoad({ filter: /.*/, namespace: 'elsewhere' }, () => ({ contents: '' }));
      onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => {
        const part = `./${relative(root, path)}`;
        parts.add(part);
        const contents = `import { runBundled } from './packaging/bundled.ts';
          module.exports = runBundled('${bundleOf(part)}')[${JSON.stringify(part)}]();`;
        return { contents, resolveDir: root };
      });
    },
  };
}

function partsTable(parts: readonly string[]): string {
  const lines = parts.map((part) => {
    const name = JSON.stringify(part);
    return `${name}: () => require(${name}),`;
  });
  return `module.exports = {${lines.join('\n')}};`;
}
