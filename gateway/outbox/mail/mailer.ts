import type { IncidentReader, IncidentView } from '../../incident/incident-reader.ts';
import { domainOf, messageIdOf, threadId } from '../../mail/mail-thread.ts';
import type { Deliver, Delivery } from '../../outbox.ts';
import { bundleOf, type Leased, type Outbox } from '../box.ts';
import type { IncidentMail, WrittenMail } from '../message.ts';
import type { MailConfig } from './config.ts';
import { judgeMail } from './judge.ts';
import { digestOf, type Letter, type LetterContext, letterOf } from './text.ts';
import type { MailTransport } from './transport.ts';

/** What mailing works with. */
export interface MailerParts {
  readonly config: MailConfig;
  readonly transport: MailTransport;
  readonly reader: IncidentReader;
  readonly outbox: Pick<Outbox, 'list' | 'sentOf'>;
  /** A customer's name as people write it; of null, words for nobody. */
  readonly customerName: (customer: string | null) => string;
  readonly baseUrl: string | undefined;
  /** The settling time in force, in milliseconds. */
  readonly settling: () => number;
  readonly now: () => number;
}

/** The ways out for mail. */
export interface Mailer {
  readonly aboutIncident: Deliver<IncidentMail>;
  /** The first mails about new incidents to one reader: judged each, and many sent as one. */
  readonly aboutNew: (messages: readonly Leased[]) => Promise<readonly Delivery[]>;
  readonly written: Deliver<WrittenMail>;
}

/** A mailer. Letters are written when they are sent, from what is true then. */
export function mailer(parts: MailerParts): Mailer {
  return {
    aboutIncident: (message) => sendAbout(message, parts),
    aboutNew: (messages) => sendNew(messages, parts),
    written: (message) => {
      const { subject, text, incident, to, inReplyTo } = message.content;
      return post(message, { letter: { subject, text }, incident, to, inReplyTo }, parts);
    },
  };
}

type IncidentMessage = Leased & { readonly content: IncidentMail };

async function sendAbout(message: IncidentMessage, parts: MailerParts): Promise<Delivery> {
  const judged = await judge(message, parts);
  return judged.kind === 'send' ? sendOne(message, judged.view, parts) : judged;
}

type Judged = Delivery | { readonly kind: 'send'; readonly view: IncidentView };

async function judge({ content }: IncidentMessage, parts: MailerParts): Promise<Judged> {
  const { reader, config, settling, now } = parts;
  const view = await reader.incident(content.incident, now());
  if (view === undefined) return { kind: 'failed', why: 'there is no such incident', final: true };
  const { incident, clocks } = view;
  const standing = { incident, clocks, settling: settling(), quiet: config.quiet, now: now() };
  const judgement = judgeMail(content, { ...standing, told: await wasTold(content, parts) });
  return judgement.kind === 'send' ? { kind: 'send', view } : judgement;
}

/** Whether this reader has had a mail about this trouble. */
async function wasTold({ incident, role, to }: IncidentMail, { outbox }: MailerParts) {
  const sent = await outbox.list({ incident, state: ['sent'] });
  return sent.some(
    ({ content }) =>
      content.kind === 'incident-mail' &&
      (content.topic === 'raised' || content.topic === 'reopened') &&
      content.role === role &&
      content.to.email === to.email,
  );
}

function sendOne(message: IncidentMessage, view: IncidentView, parts: MailerParts) {
  const { incident, customer, to } = message.content;
  const letter = letterOf(message.content, view, contextOf(customer, parts));
  return post(message, { letter, incident, to, inReplyTo: undefined }, parts);
}

function contextOf(customer: string | null, { customerName, baseUrl }: MailerParts): LetterContext {
  return { customer: customerName(customer), baseUrl };
}

interface Posted {
  readonly letter: Letter;
  readonly incident: number | null;
  readonly to: IncidentMail['to'];
  readonly inReplyTo: string | undefined;
}

function post({ key }: Leased, posted: Posted, { config, transport }: MailerParts) {
  const { letter, incident, to, inReplyTo } = posted;
  const domain = domainOf(config.from);
  const thread = incident === null ? [] : [threadId(incident, domain)];
  const references = [...thread, ...(inReplyTo === undefined ? [] : [inReplyTo])];
  const messageId = messageIdOf(key, incident, domain);
  return transport.post({
    ...{ ...letter, to, messageId, references },
    inReplyTo: inReplyTo ?? thread[0],
  });
}

/** What may go out at once of one bundle; the rest waits until that is less, and then goes out as one. */
async function sendNew(
  messages: readonly Leased[],
  parts: MailerParts,
): Promise<readonly Delivery[]> {
  const about = messages as readonly IncidentMessage[];
  const judged = await Promise.all(about.map((message) => judge(message, parts)));
  const worth = about.flatMap((message, index) => {
    const judgement = judged[index];
    return judgement?.kind === 'send' ? [{ message, view: judgement.view }] : [];
  });
  const sent = await sendWorth(worth, parts);
  return judged.map((judgement) =>
    judgement.kind === 'send' ? (sent.get(judgement.view) as Delivery) : judgement,
  );
}

interface Worth {
  readonly message: IncidentMessage;
  readonly view: IncidentView;
}

async function sendWorth(
  worth: readonly Worth[],
  parts: MailerParts,
): Promise<ReadonlyMap<IncidentView, Delivery>> {
  const [first] = worth;
  if (first === undefined) return new Map();
  const all = (delivery: Delivery) => new Map(worth.map(({ view }) => [view, delivery]));
  const until = await stormUntil(first.message, parts);
  if (until !== null) return all({ kind: 'later', at: until, why: 'many incidents at once' });
  if (worth.length > parts.config.storm.more_than)
    return all(await sendDigest(first, worth, parts));
  const sent = new Map<IncidentView, Delivery>();
  for (const { message, view } of worth) sent.set(view, await sendOne(message, view, parts));
  return sent;
}

/** Until when a reader who has had many first mails is to be left alone; null for not at all. */
async function stormUntil(
  { content }: IncidentMessage,
  parts: MailerParts,
): Promise<number | null> {
  const { outbox, config, now } = parts;
  const { more_than: most, within } = config.storm;
  const sent = await outbox.sentOf(bundleOf(content) ?? '', now() - within);
  if (sent.count < most || sent.first === null) return null;
  // What waits together must fall due together, to go out as one.
  return Math.ceil((sent.first + within) / together) * together;
}

const together = 10_000;

function sendDigest({ message }: Worth, worth: readonly Worth[], parts: MailerParts) {
  const { customer, to } = message.content;
  const views = worth.map(({ view }) => view);
  const letter = digestOf(views, contextOf(customer, parts));
  return post(message, { letter, incident: null, to, inReplyTo: undefined }, parts);
}
