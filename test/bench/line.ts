/** One line of the benchmark table: a figure of ours beside the same figure of a named peer, taken in the same run. */
export interface BenchLine {
  /** What was measured, with the unit: `check_load, whole process, ms`. */
  readonly what: string;
  readonly ours: number;
  readonly peer: string;
  readonly theirs: number;
  /** What `ours / theirs` must come to, where something is promised. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
  /** What bounds the figure, or how it was taken, where a reader would ask. */
  readonly note?: string;
}

/** What each file `test/bench/NAME.bench.ts` exports: measures, and gives its lines of the table. */
export type Bench = () => Promise<readonly BenchLine[]>;

/** The table as text: a header, one line each, the last column telling whether a promise holds. */
export function formatTable(lines: readonly BenchLine[]): string {
  const rows = [['what', 'ours', 'peer', 'theirs', 'ratio', 'goal', ''], ...lines.map(cells)];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((row) => `${row}\n`)
    .join('');
}

function cells({ what, ours, peer, theirs, goal, note = '' }: BenchLine): string[] {
  const ratio = ours / theirs;
  const figures = [what, figure(ours), peer, figure(theirs), `${figure(ratio)}×`];
  return [...figures, judge(ratio, goal), note];
}

function judge(ratio: number, goal: BenchLine['goal']): string {
  if (goal === undefined) return '';
  if ('atMost' in goal) return `≤ ${goal.atMost}× ${ratio <= goal.atMost ? 'holds' : 'MISSED'}`;
  return `≥ ${goal.atLeast}× ${ratio >= goal.atLeast ? 'holds' : 'MISSED'}`;
}

/** Three significant digits, never in exponents. */
function figure(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}
