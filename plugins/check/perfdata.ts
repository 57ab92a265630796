/**
 * One figure for graphs. `value` is a number, a number already written out, or `U` for unknown. An empty text
 * leaves a field's place open; fields that are undefined at the end are left out with their semicolons.
 */
export interface PerfDatum {
  readonly label: string;
  readonly value: Figure;
  readonly unit?: 's' | 'ms' | 'us' | '%' | 'B' | 'KB' | 'MB' | 'GB' | 'TB' | 'c' | undefined;
  readonly warning?: Figure | undefined;
  readonly critical?: Figure | undefined;
  readonly min?: Figure | undefined;
  readonly max?: Figure | undefined;
  /** The reference prints one blank more before it. */
  readonly gap?: boolean;
}

/** A number, or the text of one where its digits are fixed (`0.520`). */
type Figure = number | string;

/** Writes `'label'=value[UOM];[warn];[crit];[min];[max]`, quoting the label only where it must be. */
export function formatPerfDatum(datum: PerfDatum): string {
  const value = `${formatLabel(datum.label)}=${datum.value}${datum.unit ?? ''}`;
  const limits = [datum.warning, datum.critical, datum.min, datum.max];
  const last = limits.findLastIndex((limit) => limit !== undefined);
  const text = [value, ...limits.slice(0, last + 1).map((limit) => limit ?? '')].join(';');
  return datum.gap ? ` ${text}` : text;
}

function formatLabel(label: string): string {
  const safe = label.replace(/[|\s]/g, (c) => (c === '|' ? ',' : ' '));
  return /[ =']/.test(safe) ? `'${safe.replaceAll("'", "''")}'` : safe;
}
