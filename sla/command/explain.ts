import { evaluate } from '../evaluate.ts';
import { ledgersOf } from '../explain.ts';
import { ledgerText, updatesText } from '../ledger-text.ts';
import { type KnownPlans, readHistory, type WrittenHistory } from '../written/history.ts';
import { linesOf } from './lines.ts';
import { readLine } from './read-line.ts';
import { print, type Streams } from './streams.ts';

/** `watchclock sla explain`: the ledgers of each line of input; 1 when there was one that it could not explain. */
export async function explainLines({ stdin, stdout, stderr }: Streams): Promise<number> {
  const plans: KnownPlans = new Map();
  let status = 0;
  for await (const lines of linesOf(stdin)) {
    for (const line of lines) {
      const read = readLine(line, (value) => readHistory(value, plans));
      if ('value' in read) await print(stdout, explained(read.value));
      else {
        await print(stderr, `watchclock: ${read.error}\n`);
        status = 1;
      }
    }
  }
  return status;
}

function explained({ history, scale }: WrittenHistory): string {
  const ledgers = ledgersOf(history, scale).map((ledger) => ledgerText(ledger, history, scale));
  const updates = updatesText(evaluate(history, scale).updates, history, scale);
  return [...ledgers, updates].map((text) => (text === '' ? '' : `${text}\n`)).join('');
}
