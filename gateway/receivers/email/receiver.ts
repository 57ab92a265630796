import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Door } from '../../door/door.ts';
import type { Listener } from '../../door/listener.ts';
import type { Outcome } from '../../intake/outcome.ts';
import type { Correspondent, IncomingMail } from '../../mail/correspondence.ts';
import type { SmtpConfig } from './config.ts';
import { type DecodedMail, decodeMail } from './decode.ts';
import { rateLimit } from './rate.ts';
import { SmtpError } from './smtp-error.ts';

/** What the e-mail door is given. */
export interface EmailParts {
  readonly door: Pick<Door, 'refuse' | 'now'>;
  /** Answers when what follows is durable. */
  readonly deliver: (mail: IncomingMail) => Promise<Outcome>;
  readonly correspondentOf: (address: string) => Correspondent | undefined;
  /** Whether mail for this address is taken here. */
  readonly isOurs: (address: string) => boolean;
  /** The domain of the mails that we send. */
  readonly domain: string;
}

/** As many may talk at once, and so much of their mails is in memory at most; the others are asked to come again. */
const mostClients = 200;
const mostInHand = 64 * 1024 * 1024;
const patience = 60_000;
const hour = 3_600_000;

/** Listens for customers' mail. 250 means that the mail is durable; what is refused is refused before that, for the server that has it to tell its sender. */
export async function startEmail(config: SmtpConfig, parts: EmailParts): Promise<Listener> {
  const { door, isOurs } = parts;
  const receive = receiving(config, parts);
  const underWay = new Set<Promise<void>>();
  const server = new SMTPServer({
    ...encryption(config),
    banner: 'watchclock',
    size: config.max_size,
    maxClients: mostClients,
    socketTimeout: patience,
    closeTimeout: 1_000,
    disableReverseLookup: true,
    onRcptTo: ({ address }, _, done) => {
      if (isOurs(address)) return done();
      door.refuse('not allowed', `no relaying: ${JSON.stringify(address)}`);
      done(new SmtpError(550, `5.7.1 no mail for ${address} is taken here`));
    },
    onData: (stream, session, done) => {
      const work = receive(stream, session).then(
        (said) => done(null, said),
        (error: Error) => done(error),
      );
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    },
  });
  // A client that breaks off is no fault of ours.
  server.on('error', (error: Error) => door.refuse('malformed', error.message));
  const listening = server.listen(config.listen.port, config.listen.host);
  await once(listening, 'listening');
  const { port } = listening.address() as { readonly port: number };
  return {
    address: { host: config.listen.host, port },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.allSettled(underWay);
      await closed;
    },
  };
}

/** Nobody signs in here. */
function encryption({ tls }: SmtpConfig) {
  if (tls === undefined) return { disabledCommands: ['AUTH', 'STARTTLS'] };
  const pem = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
  return { disabledCommands: ['AUTH'], ...pem };
}

/** Takes one mail in; answers what to say to it, or throws an SmtpError. */
function receiving(config: SmtpConfig, parts: EmailParts) {
  const { door, deliver, correspondentOf, domain } = parts;
  const isWithinRate = rateLimit(config.per_hour, hour);
  const hold = holding(mostInHand);
  const take = async (raw: Buffer, session: SMTPServerSession): Promise<string> => {
    if (sender(session) === '') return ignore('a bounce', door);
    const email = await PostalMime.parse(raw, { maxNestingDepth: 50 }).catch((error: Error) => {
      door.refuse('malformed', error.message);
      throw new SmtpError(554, '5.6.0 the mail cannot be read');
    });
    const decoded = decodeMail(email, { now: door.now(), domain, correspondentOf });
    if (decoded.kind === 'refused') return refuse(decoded, door);
    const { email: address } = decoded.mail.from;
    if (isWithinRate(address, door.now())) return answerTo(decoded.mail, deliver, door);
    door.refuse('busy', `more than ${config.per_hour} mails in an hour of ${address}`);
    throw new SmtpError(450, '4.7.1 too many mails from you, try again later');
  };
  return async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    using held = hold();
    for await (const piece of stream as AsyncIterable<Buffer>) {
      // All of it is read in any case: only then a client hears what is said to it.
      if (!stream.sizeExceeded) held.add(piece);
    }
    if (stream.sizeExceeded) {
      door.refuse('malformed', `a mail of more than ${config.max_size} bytes`);
      throw new SmtpError(552, `5.3.4 the mail is larger than ${config.max_size} bytes`);
    }
    const raw = held.all();
    if (raw !== undefined) return take(raw, session);
    door.refuse('busy', 'too many mails at once');
    throw new SmtpError(452, '4.3.1 too many mails at once, try again later');
  };
}

/** Keeps the pieces of mails, of all together no more than so many bytes. */
function holding(limit: number) {
  let inHand = 0;
  return () => {
    const pieces: Buffer[] = [];
    let length = 0;
    let isWhole = true;
    return {
      add: (piece: Buffer) => {
        isWhole &&= inHand + piece.length <= limit;
        if (!isWhole) return;
        pieces.push(piece);
        length += piece.length;
        inHand += piece.length;
      },
      /** Undefined when there was no room for all. */
      all: () => (isWhole ? Buffer.concat(pieces) : undefined),
      [Symbol.dispose]: () => {
        inHand -= length;
      },
    };
  };
}

/** What a machine sent is taken, so that nobody answers it again; nothing follows from it. */
function refuse(
  { reason, why }: Extract<DecodedMail, { kind: 'refused' }>,
  door: EmailParts['door'],
) {
  if (reason === 'automatic') return ignore(why, door);
  door.refuse(reason, why);
  throw new SmtpError(550, `5.7.1 the mail is not taken: ${why}`);
}

function sender({ envelope: { mailFrom } }: SMTPServerSession): string {
  return mailFrom === false ? '' : mailFrom.address;
}

function ignore(why: string, door: EmailParts['door']): string {
  door.refuse('automatic', why);
  return '2.0.0 taken, and nothing follows from it';
}

async function answerTo(
  mail: IncomingMail,
  deliver: EmailParts['deliver'],
  door: EmailParts['door'],
): Promise<string> {
  const outcome = await deliver(mail).catch((error: Error) => {
    door.refuse('busy', error.message);
    throw new SmtpError(451, '4.3.0 the mail cannot be kept now, try again later');
  });
  if ('refused' in outcome) {
    door.refuse('not allowed', outcome.refused);
    throw new SmtpError(550, `5.7.1 the mail is not taken: ${outcome.refused}`);
  }
  const { incident } = outcome;
  return incident === undefined ? '2.0.0 known already' : `2.0.0 incident ${incident.id}`;
}
