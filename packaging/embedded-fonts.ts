import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { fontPaths } from '../gateway/report/formats/fonts.ts';

/** Puts the fonts that gateway/report/formats/fonts.ts reads into the bundle: the executable has no packages beside it. */
export const embeddedFonts: Plugin = {
  name: 'embedded-fonts',
  setup({ onLoad }) {
    onLoad({ filter: /\/gateway\/report\/fonts\.ts$/ }, () => {
      const fonts = Object.entries(fontPaths()).map(([name, path]) => [
        name,
        readFileSync(path).toString('base64'),
      ]);
      const table = JSON.stringify(Object.fromEntries(fonts));
      const contents = `const fonts = ${table};
        export const readFont = (name) => Buffer.from(fonts[name], 'base64');`;
      return { contents };
    });
  },
};
