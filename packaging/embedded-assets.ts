import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Puts the files that gateway/web/assets.ts reads into the bundle: the executable has no folder beside it. */
export const embeddedAssets: Plugin = {
  name: 'embedded-assets',
  setup({ onLoad }) {
    onLoad({ filter: /\/gateway\/web\/assets\.ts$/ }, ({ path }) => {
      const folder = join(dirname(path), 'assets');
      const names = readdirSync(folder);
      const files = names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
      const table = JSON.stringify(Object.fromEntries(files));
      const contents = `const files = ${table}; export const readAsset = (name) => files[name];`;
      return { contents, watchDirs: [folder] };
    });
  },
};
