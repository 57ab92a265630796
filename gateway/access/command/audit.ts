import { formatInstant } from '../../../sla/written/instant.ts';
import { verifyAudit } from '../audit.ts';
import { RefusedChangeError } from '../refused-change.ts';
import type { AccountAction } from './arguments.ts';
import type { Surroundings } from './surroundings.ts';
import { table } from './table.ts';

/** The whole audit log as lines. Throws a RefusedChangeError when somebody has changed it. */
export async function showAudit(_: AccountAction, { store, io }: Surroundings): Promise<string> {
  const entries = await store.audit.all();
  const problems = verifyAudit(entries);
  const text = table(
    ['at', 'what', 'who', 'about', 'from'],
    entries.map(({ at, kind, who, about, from }) => [
      ...[formatInstant(at), kind, who, about, from ?? '-'],
    ]),
  );
  if (problems.length === 0) return text;
  io.stdout.write(text);
  throw new RefusedChangeError(problems.join('\nwatchclock account: '));
}
