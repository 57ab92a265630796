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

/** How many of the promises hold, and which do not: `3 promises hold, 1 missed: check_load, one start, ms`. */
export function countPromises(lines: readonly BenchLine[]): string {
  const promised = lines.filter(({ goal }) => goal !== undefined);
  const missed = promised.filter((line) => !holds(line));
  const names = missed.length > 0 ? `: ${missed.map(({ what }) => what).join('; ')}` : '';
  return `${promised.length - missed.length} promises hold, ${missed.length} missed${names}`;
}

function cells(line: BenchLine): string[] {
  const { what, ours, peer, theirs, note = '' } = line;
  const figures = [what, figure(ours), peer, figure(theirs), `${figure(ours / theirs)}×`];
  return [...figures, judge(line), note];
}

function judge(line: BenchLine): string {
  const { goal } = line;
  if (goal === undefined) return '';
  const bound = 'atMost' in goal ? `≤ ${figure(goal.atMost)}×` : `≥ ${figure(goal.atLeast)}×`;
  return `${bound} ${holds(line) ? 'holds' : 'MISSED'}`;
}

function holds({ ours, theirs, goal }: BenchLine): boolean {
  if (goal === undefined) return true;
  return 'atMost' in goal ? ours / theirs <= goal.atMost : ours / theirs >= goal.atLeast;
}

/** Three significant digits, never in exponents. */
function figure(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}
