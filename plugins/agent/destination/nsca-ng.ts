import { randomBytes } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import type { Secret } from '../../settings/secret.ts';
import type { Delivery, Send } from '../../spool/drain.ts';
import {
  encodeNscaNgRequest,
  type NscaNgReply,
  type NscaNgRequest,
  nscaNgPipelining,
  nscaNgReplyReader,
} from '../../wire/nsca-ng.ts';
import { formatPassiveCommand } from '../../wire/passive-command.ts';
import { fromSpooled } from './spooled.ts';

/** An NSCA-ng server and who we are there. */
export interface NscaNgServer {
  readonly host: string;
  readonly port: number;
  readonly identity: string;
  readonly password: Secret;
  /** Ends a connection under way. */
  readonly signal: AbortSignal;
}

/** How long the server may keep silent, in milliseconds. */
const patience = 10_000;

/** What TLS has with a key that both sides know; the first is all that the C server offers, others have better ones too. */
const ciphers =
  'TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:PSK-AES128-GCM-SHA256:PSK-AES256-CBC-SHA:PSK-AES128-CBC-SHA';

/**
 * Sends results to an NSCA-ng server, all of one call over one connection, and at once where the server can do with
 * that. Taken means that the server said OKAY to it; what it refuses is refused for good. When the connection breaks,
 * those not yet answered are left out of the answer.
 */
export function nscaNgDestination(server: NscaNgServer): Send {
  return async (texts) => {
    const socket = open(server);
    const deliveries: Delivery[] = [];
    try {
      const replies = repliesOf(socket);
      const session = randomBytes(6).toString('base64');
      say(socket, { kind: 'moin', version: '1', session });
      greeted(await next(replies));
      const pushes = texts.map(pushOf);
      const atOnce = socket.alpnProtocol === nscaNgPipelining;
      if (atOnce) socket.write(pushes.map(({ head, commands }) => head + commands).join(''));
      for (const each of pushes) {
        deliveries.push(await delivery(replies, atOnce ? undefined : { socket, ...each }));
      }
      say(socket, { kind: 'quit' });
      await next(replies);
      socket.end();
    } catch (error) {
      socket.destroy();
      if (deliveries.length === 0) throw error;
    }
    return deliveries;
  };
}

function open({ host, port, identity, password, signal }: NscaNgServer): TLSSocket {
  const socket = connect({
    host,
    port,
    ciphers,
    ALPNProtocols: [nscaNgPipelining],
    minVersion: 'TLSv1.2',
    pskCallback: () => ({ identity, psk: Buffer.from(password.reveal()) }),
    checkServerIdentity: () => undefined, // who knows the key is the server
  });
  const stop = () => socket.destroy(new Error('stopped'));
  signal.addEventListener('abort', stop, { once: true });
  socket.on('close', () => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
  socket.setTimeout(patience, () => socket.destroy(new Error('the NSCA-ng server keeps silent')));
  return socket;
}

/** The server's answers in their order; ends with an error where the connection ends before somebody stops asking. */
async function* repliesOf(socket: TLSSocket): AsyncGenerator<NscaNgReply, never> {
  const read = nscaNgReplyReader();
  for await (const piece of socket as AsyncIterable<Buffer>) yield* read(piece);
  throw new Error('the NSCA-ng server ended the connection');
}

async function next(replies: AsyncGenerator<NscaNgReply, never>): Promise<NscaNgReply> {
  return (await replies.next()).value;
}

function say(socket: TLSSocket, request: Exclude<NscaNgRequest, { kind: 'wrong' }>): void {
  socket.write(encodeNscaNgRequest(request));
}

function greeted(reply: NscaNgReply): void {
  if (reply.kind !== 'moin') throw new Error(`the NSCA-ng server greets with ${saying(reply)}`);
}

interface Push {
  readonly head: string;
  readonly commands: string;
}

/** Each result is a push of its own: what a server refuses of a push, it refuses of all in it. */
function pushOf(text: string): Push {
  const lines = [formatPassiveCommand(fromSpooled(text))];
  const commands = encodeNscaNgRequest({ kind: 'commands', lines });
  const length = Buffer.byteLength(commands);
  return { head: encodeNscaNgRequest({ kind: 'push', length }), commands };
}

/** The answers to one push, to its announcement and to what was announced; said as they are awaited when it is given. */
async function delivery(
  replies: AsyncGenerator<NscaNgReply, never>,
  push: (Push & { readonly socket: TLSSocket }) | undefined,
): Promise<Delivery> {
  push?.socket.write(push.head);
  const announced = await next(replies);
  if (announced.kind === 'okay') push?.socket.write(push.commands);
  const reply = announced.kind === 'okay' ? await next(replies) : announced;
  if (reply.kind === 'okay') return 'taken';
  if (reply.kind === 'fail') return { refused: saying(reply) };
  throw new Error(`the NSCA-ng server says ${saying(reply)}`);
}

function saying(reply: NscaNgReply): string {
  return 'why' in reply ? `${reply.kind.toUpperCase()} ${reply.why}` : reply.kind.toUpperCase();
}
