import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  decodeNscaPacket,
  encodeNscaGreeting,
  nscaPacketLengths,
} from '../../../plugins/wire/nsca.ts';
import { type NscaCipher, nscaDecryption } from '../../../plugins/wire/nsca-cipher.ts';
import type { Door } from '../../door.ts';
import { type Listener, startListening } from '../../listener.ts';
import { resultOf } from '../../received-check.ts';
import type { PassiveResult } from '../../signal.ts';
import type { NscaConfig } from './config.ts';
import { recentPackets } from './recent-packets.ts';

/** Listens for NSCA's clients. Nothing is acknowledged in NSCA: what was read and is right is delivered, however long it takes. */
export function startNsca(config: NscaConfig, door: Door): Promise<Listener> {
  const context = { config, door, recent: recentPackets(config.max_age + ahead) };
  return startListening({
    server: createServer({ allowHalfOpen: true, noDelay: true }),
    listen: config.listen,
    serve: (socket) => serve(socket, context),
    dropped: (why) => door.refuse('busy', why),
  });
}

/** How far in the future a packet may be, in milliseconds: clocks differ. */
const ahead = 5_000;
/** How long a whole packet may take, in milliseconds. */
const patience = 30_000;

interface Context {
  readonly config: NscaConfig;
  readonly door: Door;
  /** Whether a packet was seen before; it was from now on. */
  readonly recent: (digest: string, now: number) => boolean;
}

async function serve(socket: Socket, context: Context): Promise<void> {
  const { config, door } = context;
  const iv = randomBytes(128);
  socket.write(encodeNscaGreeting({ iv, at: door.now() }));
  const decrypt = nscaDecryption(config.encryption, config.password?.reveal() ?? '', iv);
  socket.setTimeout(patience, () => socket.destroy());
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of socket as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const whole = rest.length - (rest.length % nscaPacketLengths.long);
      if (whole === 0) continue;
      const packets = rest.subarray(0, whole);
      rest = rest.subarray(whole);
      if (!(await take(packets, { decrypt, length: nscaPacketLengths.long, ...context }))) return;
    }
    if (rest.length === nscaPacketLengths.short) {
      await take(rest, { decrypt, length: nscaPacketLengths.short, ...context });
    } else if (rest.length > 0) {
      door.refuse('malformed', `a connection ended with ${rest.length} bytes of a packet`);
    }
  } catch (error) {
    if (rest.length > 0)
      door.refuse('malformed', `a connection broke: ${(error as Error).message}`);
  } finally {
    socket.end();
    socket.destroySoon();
  }
}

interface Taking extends Context {
  readonly decrypt: NscaCipher;
  readonly length: number;
}

/** Delivers whole packets; false when the connection is to be closed because one of them is wrong. */
async function take(bytes: Buffer, taking: Taking): Promise<boolean> {
  const results: PassiveResult[] = [];
  let isRight = true;
  for (let at = 0; at < bytes.length && isRight; at += taking.length) {
    const judged = judge(taking.decrypt(bytes.subarray(at, at + taking.length)), taking);
    if (judged === 'wrong') isRight = false;
    else if (judged !== undefined) results.push(judged);
  }
  await deliver(results, taking.door);
  return isRight;
}

/** The result of a packet; undefined for one that is refused; wrong for one after which nothing can be right. */
function judge(
  plain: Buffer,
  { door, config, recent }: Taking,
): PassiveResult | 'wrong' | undefined {
  const decoded = decodeNscaPacket(plain);
  if (decoded.kind === 'wrong') {
    // After a wrong password everything is a wrong checksum.
    const isForged = decoded.why.includes('checksum');
    door.refuse(isForged ? 'unauthenticated' : 'malformed', decoded.why);
    return isForged ? 'wrong' : undefined;
  }
  const { host, at, code } = decoded.value;
  const now = door.now();
  if (at < now - config.max_age || at > now + ahead) {
    door.refuse('stale', `${JSON.stringify(host)}: ${Math.round((now - at) / 1000)} s old`);
    return undefined;
  }
  if (recent(createHash('sha256').update(plain).digest('base64'), now)) {
    door.refuse('replayed', `${JSON.stringify(host)}: the same packet again`);
    return undefined;
  }
  if (config.hosts?.some((pattern) => pattern.matches(host)) === false) {
    door.refuse('not allowed', `not a host of this door: ${JSON.stringify(host)}`);
    return undefined;
  }
  const result = resultOf(decoded.value, 'nsca');
  if (result === undefined) door.refuse('malformed', `a host has no status ${code}`);
  return result;
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
