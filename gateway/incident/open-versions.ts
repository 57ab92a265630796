/** The version of each open incident by its number, from the text of `Store.openVersions`. */
export function readOpenVersions(written: string): ReadonlyMap<number, number> {
  const pairs = written === '' ? [] : written.split(',').map((pair) => pair.split(':').map(Number));
  return new Map(pairs as [number, number][]);
}
