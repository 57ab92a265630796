import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeNscaGreeting } from '../../../plugins/wire/nsca.ts';
import { type NscaKey, nscaKey } from '../../../plugins/wire/nsca-cipher.ts';
import type { Door } from '../../door/door.ts';
import { type Listener, startListening } from '../../door/listener.ts';
import type { PassiveResult } from '../../signal.ts';
import type { NscaConfig } from './config.ts';
import { ahead, decodePacket } from './decode.ts';
import { packetReader } from './packet-reader.ts';
import { recentPackets } from './recent-packets.ts';

/**
 * Listens for NSCA's clients; each connection goes by the configuration of its beginning. Nothing is acknowledged in
 * NSCA: what was read and is right is delivered, however long it takes.
 */
export function startNsca(configured: () => NscaConfig, door: Door): Promise<Listener> {
  const contextNow = contexts(configured, door);
  return startListening({
    server: createServer({ allowHalfOpen: true, noDelay: true }),
    listen: configured().listen,
    serve: (socket) => serve(socket, contextNow()),
    dropped: (why) => door.refuse('busy', why),
  });
}

/** How long a whole packet may take, in milliseconds. */
const patience = 30_000;

interface Context {
  readonly config: NscaConfig;
  readonly door: Door;
  readonly key: NscaKey;
  /** Whether a packet was seen before; it was from now on. */
  readonly recent: (digest: string, now: number) => boolean;
}

/** A key is costly to make, and the memory of packets outlasts a change of the password. */
function contexts(configured: () => NscaConfig, door: Door): () => Context {
  const make = (config: NscaConfig, before?: Context): Context => {
    const key = nscaKey(config.encryption, config.password?.reveal() ?? '');
    const isKept = before?.config.max_age === config.max_age;
    const recent = isKept ? before.recent : recentPackets(config.max_age + ahead);
    return { config, door, key, recent };
  };
  let context = make(configured());
  return () => {
    const config = configured();
    if (config !== context.config) context = make(config, context);
    return context;
  };
}

async function serve(socket: Socket, context: Context): Promise<void> {
  const { key, door } = context;
  const iv = randomBytes(128);
  socket.write(encodeNscaGreeting({ iv, at: door.now() }));
  const reader = packetReader(() => key.decryption(iv));
  socket.setTimeout(patience, () => socket.destroy());
  try {
    for await (const piece of socket as AsyncIterable<Buffer>) {
      if (!(await take(reader.take(piece), context))) return;
    }
    const { packets, left } = reader.end();
    if ((await take(packets, context)) && left > 0) {
      door.refuse('malformed', `a connection ended with ${left} bytes of a packet`);
    }
  } catch (error) {
    const { left } = reader.end();
    if (left > 0) door.refuse('malformed', `a connection broke: ${(error as Error).message}`);
  } finally {
    socket.end();
    socket.destroySoon();
  }
}

/** Delivers plain packets; false when the connection is to be closed, because after one of them nothing can be right. */
async function take(packets: readonly Buffer[], context: Context): Promise<boolean> {
  const { config, door } = context;
  const results: PassiveResult[] = [];
  let isRight = true;
  for (const plain of packets) {
    const received = decodePacket(plain, { ...config, now: door.now() });
    if (received.kind === 'refused') {
      door.refuse(received.reason, received.why);
      isRight = received.reason !== 'unauthenticated';
      if (!isRight) break;
    } else if (isNew(plain, received.result, context)) results.push(received.result);
  }
  await deliver(results, door);
  return isRight;
}

function isNew(plain: Buffer, { host }: PassiveResult, { door, recent }: Context): boolean {
  const digest = createHash('sha256').update(plain).digest('base64');
  if (!recent(digest, door.now())) return true;
  door.refuse('replayed', `${JSON.stringify(host)}: the same packet again`);
  return false;
}

/** While the gateway is too busy, or its store is away, the connection waits; the sender's buffers fill, not ours. */
async function deliver(results: readonly PassiveResult[], door: Door): Promise<void> {
  let left = results;
  for (let pause = 100; left.length > 0; pause = Math.min(pause * 2, 5_000)) {
    const outcomes = await Promise.allSettled(left.map(door.deliver));
    left = left.filter((_, index) => outcomes[index]?.status === 'rejected');
    if (left.length === 0) return;
    door.refuse('busy', `${left.length} results wait`);
    await sleep(pause);
  }
}
