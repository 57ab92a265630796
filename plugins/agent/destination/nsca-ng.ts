import { randomBytes } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import type { Secret } from '../../settings/secret.ts';
import type { Delivery, Send } from '../../spool/drain.ts';
import {
  encodeNscaNgRequest,
  type NscaNgReply,
  type NscaNgRequest,
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
 * Sends results to an NSCA-ng server, all of one call over one connection. Taken means that the server said OKAY to it;
 * what it refuses is refused for good. When the connection breaks, those not yet answered are left out of the answer.
 */
export function nscaNgDestination(server: NscaNgServer): Send {
  return async (texts) => {
    const socket = open(server);
    const deliveries: Delivery[] = [];
    try {
      const ask = conversation(socket);
      await greeted(
        await ask({ kind: 'moin', version: '1', session: randomBytes(6).toString('base64') }),
      );
      for (const text of texts) deliveries.push(await push(ask, text));
      await ask({ kind: 'quit' });
      socket.end();
    } catch (error) {
      socket.destroy();
      if (deliveries.length === 0) throw error;
    }
    return deliveries;
  };
}

type Ask = (request: Exclude<NscaNgRequest, { kind: 'wrong' }>) => Promise<NscaNgReply>;

function open({ host, port, identity, password, signal }: NscaNgServer): TLSSocket {
  const socket = connect({
    host,
    port,
    ciphers,
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

/** One question, one answer; rejects when the connection ends instead. */
function conversation(socket: TLSSocket): Ask {
  const read = nscaNgReplyReader();
  const replies: NscaNgReply[] = [];
  let waiting: PromiseWithResolvers<NscaNgReply> | undefined;
  let ended: Error | undefined;
  const hand = () => {
    const [reply] = replies;
    if (waiting === undefined) return;
    if (reply !== undefined) waiting.resolve(replies.shift() ?? reply);
    else if (ended !== undefined) waiting.reject(ended);
    else return;
    waiting = undefined;
  };
  const end = (error: Error) => {
    ended ??= error;
    hand();
  };
  socket.on('data', (piece: Buffer) => {
    replies.push(...read(piece));
    hand();
  });
  socket.on('error', end);
  socket.on('close', () => end(new Error('the NSCA-ng server ended the connection')));
  return (request) => {
    waiting = Promise.withResolvers();
    const { promise } = waiting;
    socket.write(encodeNscaNgRequest(request));
    hand();
    return promise;
  };
}

async function greeted(reply: NscaNgReply): Promise<void> {
  if (reply.kind !== 'moin') throw new Error(`the NSCA-ng server greets with ${saying(reply)}`);
}

async function push(ask: Ask, text: string): Promise<Delivery> {
  const lines = [formatPassiveCommand(fromSpooled(text))];
  const length = Buffer.byteLength(encodeNscaNgRequest({ kind: 'commands', lines }));
  const announced = await ask({ kind: 'push', length });
  const reply = announced.kind === 'okay' ? await ask({ kind: 'commands', lines }) : announced;
  if (reply.kind === 'okay') return 'taken';
  if (reply.kind === 'fail') return { refused: saying(reply) };
  throw new Error(`the NSCA-ng server says ${saying(reply)}`);
}

function saying(reply: NscaNgReply): string {
  return 'why' in reply ? `${reply.kind.toUpperCase()} ${reply.why}` : reply.kind.toUpperCase();
}
