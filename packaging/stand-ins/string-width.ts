// Stands in for string-width, which only yargs' help layout uses: the real one builds an Intl.Segmenter, 24 ms.

/** The number of code points of a text. */
// biome-ignore lint/style/noDefaultExport: as the package has it
export default function stringWidth(text: string): number {
  return [...text].length;
}
