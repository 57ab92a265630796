import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The fonts that a PDF brings along: DejaVu has the letters of every customer's name in Latin, Greek and Cyrillic. */
export function fontPaths() {
  const require = createRequire(import.meta.url);
  return {
    regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
    bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
  } as const;
}

/** The bytes of a font. In the executable they are part of the bundle (packaging/embedded-fonts.ts). */
export function readFont(name: keyof ReturnType<typeof fontPaths>): Buffer {
  return readFileSync(fontPaths()[name]);
}
