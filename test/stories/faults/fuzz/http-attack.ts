import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Attack, damaged, dice, type Frame, noise, note, type Tally } from './attack.ts';

/** A request as a door over HTTP reads it. */
export interface HttpFrame {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is sent to a door over HTTP, by the number of each frame. */
export interface HttpFrames {
  readonly whole: readonly ((number: number) => Frame<HttpFrame>)[];
  /** Its body is damaged, and may be right all the same: it says nothing that would be trouble. */
  readonly broken: (number: number) => HttpFrame;
}

/** Where it is sent, and what its chances depend on. */
interface HttpTarget {
  readonly port: number;
  readonly frames: HttpFrames;
  readonly seed: number;
}

/** Connections at once, and the requests of each whose answers are awaited together. */
const lanes = 4;
const together = 12;

/** Sends requests, many to a connection; the last of some has its bytes damaged, which ends its connection. */
export function httpAttack({ port, frames, seed }: HttpTarget): Attack {
  return async (count) => {
    const tally: Tally = new Map();
    const roll = dice(seed);
    let sent = 0;
    const lane = async () => {
      let socket = await open(port);
      while (sent < count) {
        const first = sent;
        sent += together;
        const whole = Array.from({ length: together - 1 }, (_, at) => {
          const make = frames.whole[roll(frames.whole.length)] ?? nothing;
          const { frame, reason } = make(first + at);
          note(tally, reason);
          return encode(frame);
        });
        const last = encode(frames.broken(first));
        const torn = [damaged(last, roll), noise(roll(300), roll)][roll(30)];
        const unread = roll(4) === 0 ? last : encode(frames.whole[0]?.(first).frame ?? nothing());
        socket = await askAll(socket, [...whole, ...(torn ? [] : [unread])], port);
        if (torn === undefined) continue;
        socket.end(torn);
        await gone(socket);
        socket = await open(port);
      }
      socket.destroy();
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return tally;
  };
}

function nothing(): never {
  throw new Error('there are no frames to send');
}

function encode({ path, headers = {}, body }: HttpFrame): Buffer {
  const given = { host: 'localhost', 'content-type': 'application/json', ...headers };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`);
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/**
 * Asks everything. A body that cannot be read ends its connection after the answer; what stood behind it is asked on
 * another one, and a connection that was ended anew without an answer is wrong.
 */
async function askAll(first: Socket, requests: readonly Buffer[], port: number): Promise<Socket> {
  let socket = first;
  let left = requests;
  for (let isNew = false; ; isNew = true) {
    const answered = await ask(socket, left);
    left = left.slice(answered);
    if (left.length === 0) return socket;
    if (isNew && answered === 0) throw new Error(`no answer to ${left[0]}`);
    socket = await open(port);
  }
}

/** Sends, and answers how many answers came before the end; none may say that the gateway itself failed. */
async function ask(socket: Socket, requests: readonly Buffer[]): Promise<number> {
  let text = '';
  const statuses = () => text.match(/HTTP\/1\.1 \d{3}/g) ?? [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const hear = (piece: Buffer) => {
    text += piece;
    if (statuses().length === requests.length) resolve();
  };
  socket.on('data', hear).once('close', resolve);
  socket.write(Buffer.concat(requests));
  await promise;
  socket.off('data', hear).off('close', resolve);
  const failed = statuses().find((status) => status.endsWith('500'));
  if (failed !== undefined) throw new Error(`the gateway failed: ${text.slice(-500)}`);
  return statuses().length;
}

async function gone(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await once(socket, 'close');
}
