/** Rows in portions that stay below every database's limit of parameters in one statement. */
export function* chunks<Row>(rows: readonly Row[], size = 500): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
