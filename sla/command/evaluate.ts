import { evaluate } from '../evaluate.ts';
import { written } from '../written/evaluation.ts';
import { type KnownPlans, readHistory } from '../written/history.ts';
import { type Line, linesOf } from './lines.ts';
import { readLine } from './read-line.ts';
import { print, type Streams } from './streams.ts';

/** `watchclock sla evaluate`: for each line of input one line of output, an evaluation or `{"error": …}`. */
export async function evaluateLines({ stdin, stdout }: Streams): Promise<number> {
  const plans: KnownPlans = new Map();
  for await (const lines of linesOf(stdin)) {
    await print(stdout, lines.map((line) => `${evaluated(line, plans)}\n`).join(''));
  }
  return 0;
}

function evaluated(line: Line, plans: KnownPlans): string {
  const read = readLine(line, (value) => readHistory(value, plans));
  if ('error' in read) return JSON.stringify(read);
  const { history, scale } = read.value;
  return JSON.stringify(written(evaluate(history, scale), scale));
}
