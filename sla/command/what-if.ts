import { evaluate } from '../evaluate.ts';
import type { Plan } from '../plan.ts';
import { planOnScale } from '../timescale.ts';
import { differences } from '../what-if.ts';
import { written } from '../written/evaluation.ts';
import { child, type Read, readDocument } from '../written/field.ts';
import { type KnownPlans, planAt, readHistory, type WrittenHistory } from '../written/history.ts';
import { type Line, linesOf } from './lines.ts';
import { readLine } from './read-line.ts';
import { print, type Streams } from './streams.ts';

/** `watchclock sla what-if`: for each line of input, what would differ under the plan that its key `under` names or defines. */
export async function whatIfLines({ stdin, stdout }: Streams): Promise<number> {
  const plans: KnownPlans = new Map();
  for await (const lines of linesOf(stdin)) {
    await print(stdout, lines.map((line) => `${compared(line, plans)}\n`).join(''));
  }
  return 0;
}

interface Question extends WrittenHistory {
  readonly under: Plan;
}

function compared(line: Line, plans: KnownPlans): string {
  const read = readLine(line, (value) => readQuestion(value, plans));
  if ('error' in read) return JSON.stringify(read);
  const { history, scale, under } = read.value;
  const other = { ...history, plan: planOnScale(under, scale) };
  const [is, would] = [history, other].map((each) => written(evaluate(each, scale), scale));
  return JSON.stringify({ differences: differences(is ?? {}, would ?? {}) });
}

function readQuestion(value: unknown, plans: KnownPlans): Read<Question> {
  const history = readHistory(value, plans);
  const under = readDocument(value, (document) => planAt(child(document, 'under'), plans));
  if ('value' in history && 'value' in under) {
    return { value: { ...history.value, under: under.value } };
  }
  return { problems: [history, under].flatMap((read) => ('value' in read ? [] : read.problems)) };
}
