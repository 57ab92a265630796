import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { isLoopback } from '../../../plugins/settings/listen-address.ts';
import type { Delivery } from '../../outbox.ts';
import type { Recipient } from '../message.ts';
import type { MailConfig } from './config.ts';
import type { Letter } from './text.ts';

/** A letter with what goes onto its envelope. */
interface Posting extends Letter {
  readonly to: Recipient;
  /** With its angle brackets, as the following ones. */
  readonly messageId: string;
  readonly references: readonly string[];
  readonly inReplyTo: string | undefined;
}

/** The way to the relay. */
export interface MailTransport {
  /** Answers whether the relay has taken it; never rejects. */
  readonly post: (posting: Posting) => Promise<Delivery>;
  readonly close: () => void;
}

/** How long, in milliseconds, a relay may keep us waiting. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 20_000 };

/** Prepares the way to a relay; nothing is connected before there is something to send. */
export function mailTransport(config: MailConfig): MailTransport {
  const { hostname, port, protocol, username } = new URL(config.relay);
  const host = hostname.replace(/^\[|\]$/g, '');
  const { password, ca } = config;
  const secure = protocol === 'smtps:';
  const tls = config.tls ?? (isLoopback(host) ? 'when offered' : 'required');
  const transport = createTransport({
    ...patience,
    pool: true,
    maxConnections: 3,
    host,
    port: port === '' ? (secure ? 465 : 25) : Number(port),
    secure,
    ignoreTLS: tls === 'off',
    requireTLS: tls === 'required',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(password !== undefined && {
      auth: { user: decodeURIComponent(username), pass: password.reveal() },
    }),
    ...(ca !== undefined && { tls: { ca: readFileSync(ca) } }),
  });
  return {
    post: async (posting) => {
      try {
        await transport.sendMail(message(posting, config));
        return { kind: 'sent' };
      } catch (error) {
        return failure(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

function message(posting: Posting, { from }: MailConfig) {
  const { to, subject, text, messageId, references, inReplyTo } = posting;
  return {
    from,
    to: { name: to.name, address: to.email },
    subject,
    text,
    messageId,
    ...(references.length > 0 && { references: [...references] }),
    ...(inReplyTo !== undefined && { inReplyTo }),
    // RFC 3834: no machine answers this one.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

/** What nodemailer adds to its errors: the relay's last answer, and what it answered. */
interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

/** A relay that says 5xx to this reader or this text will say so again; about anything else it may change its mind. */
function failure({ responseCode, response, command, message }: SmtpError): Delivery {
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA';
  const final = aboutThisMail && responseCode !== undefined && responseCode >= 500;
  return { kind: 'failed', why: (response ?? message).slice(0, 500), final };
}
