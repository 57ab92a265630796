/** Stands in for the package string-width: the number of code points, which is right for what we print. */
// biome-ignore lint/style/noDefaultExport: as the package has it
export default function stringWidth(text: string): number {
  return [...text].length;
}
