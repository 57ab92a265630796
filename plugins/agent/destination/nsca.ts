import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { Secret } from '../../settings/secret.ts';
import type { Delivery, Send } from '../../spool/drain.ts';
import {
  decodeNscaGreeting,
  encodeNscaPacket,
  nscaGreetingLength,
  nscaPacketLengths,
} from '../../wire/nsca.ts';
import { type NscaMethod, nscaKey } from '../../wire/nsca-cipher.ts';
import type { PassiveCheck } from '../../wire/passive-check.ts';
import { fromSpooled } from './spooled.ts';

/** An NSCA server. */
export interface NscaServer {
  readonly host: string;
  readonly port: number;
  readonly method: NscaMethod;
  readonly password: Secret;
  /** Ends a connection under way. */
  readonly signal: AbortSignal;
}

/** How long the server may keep silent, in milliseconds. */
const patience = 10_000;

/**
 * Sends results to an NSCA server, all of one call over one connection. The protocol acknowledges nothing: taken means
 * that the server read it all and ended the connection in order.
 */
export function nscaDestination(server: NscaServer): Send {
  const key = nscaKey(server.method, server.password.reveal());
  return async (texts) => {
    const socket = createConnection({
      host: server.host,
      port: server.port,
      signal: server.signal,
    });
    socket.setTimeout(patience, () => socket.destroy(new Error('the NSCA server keeps silent')));
    const over = once(socket, 'close');
    over.catch(() => undefined); // told by the reading below
    try {
      const { iv } = decodeNscaGreeting(await greetingOf(socket));
      const encrypt = key.encryption(iv);
      const packets = texts.map((text) => packetOf(fromSpooled(text)));
      const whole = packets.filter((packet) => Buffer.isBuffer(packet)).map(encrypt);
      socket.end(Buffer.concat(whole));
      await over;
      return packets.map((packet): Delivery => (Buffer.isBuffer(packet) ? 'taken' : packet));
    } finally {
      socket.destroy();
    }
  };
}

function packetOf(check: PassiveCheck): Buffer | Exclude<Delivery, 'taken'> {
  try {
    return encodeNscaPacket(check, randomBytes(nscaPacketLengths.long));
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

async function greetingOf(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let have = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    have += piece.length;
    if (have >= nscaGreetingLength) resolve(Buffer.concat(pieces));
  });
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('the NSCA server ended the connection at once')));
  return promise;
}
