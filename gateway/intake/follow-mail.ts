import type { PersonCommand } from '../command.ts';
import type { Incident } from '../incident.ts';
import { type Actor, personal } from '../incident-event.ts';
import { attachmentOf } from '../mail/attachment.ts';
import type { Correspondent, IncomingMail } from '../mail/correspondence.ts';
import type { Report } from '../signal.ts';
import { conclude, type Outcome, type Surroundings, stampAt } from './outcome.ts';
import type { Needs, WorkingSet } from './working-set.ts';

/** What must be read before a mail can be followed. */
export function needsOfMail({ key, incident }: IncomingMail): Needs {
  const incidents = incident === null ? [] : [incident];
  return { keys: [key], places: [], incidents, hosts: [] };
}

/**
 * A mail lands on the incident that it names, if its sender has to do with that one; any other mail of a customer is a
 * new incident, as if it had named none.
 */
export function followMail(mail: IncomingMail, set: WorkingSet, around: Surroundings): Outcome {
  const named = mail.incident === null ? undefined : survivorOf(mail.incident, set);
  const landing = named !== undefined && concerns(named, mail.from) ? named : undefined;
  const refused = landing === undefined ? reasonAgainst(mail, around) : undefined;
  if (refused !== undefined) return { refused };
  if (!set.takeKeys([mail.key])) return { incident: landing, events: 0, repeated: true };
  const outcome =
    landing === undefined ? raise(mail, set, around) : land(mail, landing, { set, around });
  if ('refused' in outcome || outcome.incident === undefined) return outcome;
  return attach(mail, outcome.incident, { set, around });
}

function survivorOf(id: number, set: WorkingSet): Incident | undefined {
  const incident = set.incident(id);
  return incident?.mergedInto == null ? incident : survivorOf(incident.mergedInto, set);
}

function concerns({ raised }: Incident, { kind, customers }: Correspondent): boolean {
  return kind === 'engineer' || (raised.customer !== null && customers.includes(raised.customer));
}

/** Why nothing new can be raised for the sender. */
function reasonAgainst({ from, at }: IncomingMail, { directory }: Surroundings) {
  if (from.kind === 'engineer') return 'an engineer’s mail must answer one about an incident';
  const [customer, ...others] = from.customers;
  if (customer === undefined || others.length > 0) {
    return `it cannot be told for which customer this is: ${from.customers.join(', ')}`;
  }
  const known = directory.openingForReport({ customer, host: null, service: null }, at);
  return known === undefined ? `there is no customer "${customer}"` : undefined;
}

function raise(mail: IncomingMail, set: WorkingSet, around: Surroundings): Outcome {
  const [customer = ''] = mail.from.customers;
  const stamp = stampAt(mail.at, actorOf(mail.from), around);
  const { summary, text: description, severity } = mail;
  const about = { customer, host: null, service: null };
  const said = { summary, description, severity, at: stamp.at, keys: [] };
  const report: Report = { kind: 'report', channel: 'e-mail', ...about, ...said };
  const opening = around.directory.openingForReport(report, stamp.at);
  if (opening === undefined) return { refused: `there is no customer "${customer}"` };
  // A mail is on its way for a while: that is no entering afterwards.
  const command = { kind: 'report', report, opening, enteredAfterwards: false } as const;
  return conclude({ incident: undefined, command, stamp }, set, around);
}

interface Within {
  readonly set: WorkingSet;
  readonly around: Surroundings;
}

function land(mail: IncomingMail, incident: Incident, { set, around }: Within): Outcome {
  const { at, ...stamp } = stampAt(mail.at, actorOf(mail.from), around);
  const since = Math.max(at, incident.raisedAt);
  const command = commandOf(mail, incident);
  return conclude({ incident, command, stamp: { ...stamp, at: since } }, set, around);
}

/** The customer's answer while exactly one question is open is the answer to it: its clocks must not stand any longer. */
function commandOf({ from, text }: IncomingMail, { status, requests }: Incident): PersonCommand {
  const [open, ...others] = requests.filter(({ answeredAt }) => answeredAt === null);
  const answers = from.kind === 'customer' && status === 'open' && others.length === 0;
  return open !== undefined && answers
    ? { kind: 'information-received', id: open.id, text: personal(text) }
    : { kind: 'note', text: personal(text) };
}

function attach(mail: IncomingMail, incident: Incident, { set, around }: Within): Outcome {
  const at = Math.max(Math.min(mail.at, around.receivedAt), incident.raisedAt);
  const stamp = { at, receivedAt: around.receivedAt, actor: actorOf(mail.from) };
  const events = mail.attachments.map(({ name, type, content }) => {
    const attachment = attachmentOf(content);
    set.keepAttachment(attachment);
    const { digest } = attachment;
    return { kind: 'attached', name: personal(name), type, size: content.length, digest } as const;
  });
  const after = set.record(incident, events, stamp);
  return { incident: after, events: events.length + 1, repeated: false };
}

function actorOf({ kind, name }: Correspondent): Actor {
  return { kind, name: personal(name) };
}
