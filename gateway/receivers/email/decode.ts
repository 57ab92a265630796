import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import type { Correspondent, IncomingMail, MailAttachment } from '../../mail/correspondence.ts';
import { incidentOfReferences, incidentOfSubject } from '../../mail/mail-thread.ts';
import { type Received, refusal } from '../../results/received-check.ts';
import { automaticBecause } from './automatic.ts';
import { plainSubject, severityOf } from './severity.ts';

/** What a mail is judged by besides itself. */
export interface MailRules {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The domain of the mails that we send. */
  readonly domain: string;
  readonly correspondentOf: (address: string) => Correspondent | undefined;
}

/** A mail, or why it is not taken. */
export type DecodedMail =
  | { readonly kind: 'mail'; readonly mail: IncomingMail }
  | Extract<Received, { kind: 'refused' }>;

/** The longest that is kept of what people write, in characters. */
const longest = { summary: 200, text: 20_000, fileName: 200, fileType: 100 };

/** A mail may have waited for as long as servers try; a date before that is no time of sending, and the receipt counts. */
const longestWay = 5 * 86_400_000;

/** Reads a mail whose MIME was taken apart. Whoever it says it is from must be known. */
export function decodeMail(email: Email, { now, domain, correspondentOf }: MailRules): DecodedMail {
  const { headers, messageId = '', subject = '' } = email;
  const automatic = automaticBecause(headers) ?? ownBecause(messageId, domain);
  if (automatic !== undefined) return refused('automatic', automatic);
  const address = addressOf(email);
  if (address === undefined) return refused('malformed', 'it does not say, once, who wrote it');
  const from = correspondentOf(address);
  if (from === undefined) return refused('not allowed', `no customer’s contact: ${address}`);
  const text = textOf(email);
  const references = `${email.references ?? ''} ${email.inReplyTo ?? ''}`;
  const mail: IncomingMail = {
    from,
    key: `mail:${digestOf([address, messageId || contentOf(email)])}`,
    summary: cut(
      plainSubject(clean(subject)) || firstLine(text) || '(no subject)',
      longest.summary,
    ),
    text: cut(text, longest.text),
    severity: severityOf(subject, headers),
    incident: incidentOfReferences(references, domain) ?? incidentOfSubject(subject) ?? null,
    at: sentAt(email.date, now),
    attachments: email.attachments.map(attachmentOf),
  };
  return { kind: 'mail', mail };
}

function refused(...[reason, why]: Parameters<typeof refusal>) {
  return refusal(reason, why) as Extract<Received, { kind: 'refused' }>;
}

/** What comes back to us with an id that we gave it goes round. */
function ownBecause(messageId: string, domain: string): string | undefined {
  const isOurs = domain !== '' && messageId.toLowerCase().endsWith(`@${domain}>`);
  return isOurs ? 'it is a mail of ours' : undefined;
}

/** Of two senders one would be shown and the other one believed. */
function addressOf({ from, headers }: Email): string | undefined {
  if (headers.filter(({ key }) => key === 'from').length !== 1) return undefined;
  const address = from?.address?.trim().toLowerCase() ?? '';
  return /^[^\s@<>]+@[^\s@<>]+$/.test(address) ? address : undefined;
}

function textOf({ text, html }: Email): string {
  return clean(text ?? textOfHtml(html ?? ''), true).trim();
}

/** Enough of a page's words to know what it is about; nobody's markup is ever shown. */
function textOfHtml(html: string): string {
  return html
    .replaceAll(/<(script|style)\b.*?<\/\1\s*>/gis, ' ')
    .replaceAll(/<(br|\/p|\/div|\/tr|\/li)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(nbsp|lt|gt|quot|amp);/g, (_, name: string) => entities[name] ?? ' ');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

/** Control characters are no text; a database would not take all of them. */
function clean(text: string, lines = false): string {
  const plain = text.replaceAll('\r\n', '\n').toWellFormed();
  return plain.replaceAll(lines ? /[^\P{Cc}\n\t]/gu : /\p{Cc}/gu, ' ');
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}

function sentAt(date: string | undefined, now: number): number {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) || at > now || at < now - longestWay ? now : at;
}

function attachmentOf(attachment: Email['attachments'][number], index: number): MailAttachment {
  const { filename, mimeType, content } = attachment;
  const name = clean(filename ?? '').trim() || `part-${index + 1}`;
  return {
    name: cut(name, longest.fileName),
    type: /^[\w.+-]+\/[\w.+-]+$/.test(mimeType)
      ? cut(mimeType, longest.fileType)
      : 'application/octet-stream',
    content: typeof content === 'string' ? Buffer.from(content) : bytesOf(content),
  };
}

function bytesOf(content: ArrayBuffer | Uint8Array): Buffer {
  return content instanceof Uint8Array
    ? Buffer.from(content)
    : Buffer.from(new Uint8Array(content));
}

/** What tells a mail without an id from others. */
function contentOf({ date, subject, text, html }: Email): string {
  return JSON.stringify([date, subject, text, html]);
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
