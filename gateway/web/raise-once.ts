import type { IncidentReader, IncidentView } from '../incident/incident-reader.ts';
import type { Actor } from '../incident-event.ts';
import { textOf } from '../incident-event.ts';
import type { Intake } from '../intake.ts';
import type { Report } from '../signal.ts';
import type { Store } from '../store/store.ts';

/** What raising works with. */
export interface RaiseParts {
  readonly intake: Pick<Intake, 'submit'>;
  readonly reader: IncidentReader;
  readonly keyReceivedAt: Store['keyReceivedAt'];
  readonly now: () => number;
}

/** What became of a report: the incident, also when this very report had come before, or why it was refused. */
export type Raised =
  | { readonly view: IncidentView; readonly repeated: boolean }
  | { readonly refused: string };

/** Raises what a person reports. A report that comes again under its key is the incident that it was the first time. */
export async function raiseOnce(report: Report, actor: Actor, parts: RaiseParts): Promise<Raised> {
  const { intake, reader, now } = parts;
  const outcome = await intake.submit({ kind: 'report', report, actor });
  if ('refused' in outcome) return outcome;
  if (outcome.repeated) return earlier(report, parts);
  const view = outcome.incident && (await reader.incident(outcome.incident.id, now()));
  if (view === undefined) throw new Error('a report raised no incident');
  return { view, repeated: false };
}

/** How far back the first report of a key is looked for, in incidents of the customer. */
const mostLooked = 500;

async function earlier(
  { keys, customer, channel, summary }: Report,
  { reader, keyReceivedAt, now }: RaiseParts,
): Promise<Raised> {
  const at = await keyReceivedAt(keys[0] ?? '');
  const candidates = await reader.list({ customer, limit: mostLooked }, now());
  const view = candidates.find(({ events: [first], incident: { raised } }) => {
    const { cause } = raised;
    const same = cause.by === 'person' && textOf(cause.summary) === summary;
    return first?.receivedAt === at && same && raised.source === channel;
  });
  if (view !== undefined) return { view, repeated: true };
  return { refused: 'this key was used for another report: take a fresh one' };
}
