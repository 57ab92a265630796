import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { RefusalReason } from '../../../../gateway/door/door.ts';
import {
  decodeNscaGreeting,
  encodeNscaPacket,
  nscaGreetingLength,
  nscaPacketLengths,
} from '../../../../plugins/wire/nsca.ts';
import { nscaKey } from '../../../../plugins/wire/nsca-cipher.ts';
import type { PassiveCheck } from '../../../../plugins/wire/passive-check.ts';
import { type Attack, damaged, dice, type Frame, noise, note, type Tally } from './attack.ts';

/** Connections at once, and the packets of each; the last one may be broken, which ends what it stands on. */
const lanes = 8;
const together = 50;

const method = 'rijndael-128';

/** Sends packets of both lengths with the right password that must be refused, and broken ones behind them. */
export function nscaAttack(port: number, password: string): Attack {
  const [ours, theirs] = [nscaKey(method, password), nscaKey(method, 'a guess')];
  return async (count) => {
    const tally: Tally = new Map();
    const roll = dice(11);
    let sent = 0;
    const lane = async () => {
      while (sent < count) {
        sent += together;
        const form = roll(8) === 0 ? 'long' : 'short';
        const { socket, iv } = await open(port);
        const [right, wrong] = [ours.encryption(iv), theirs.encryption(iv)];
        const plain = Array.from({ length: together - 3 }, () => refusable(form, roll));
        const packets = plain.map(({ frame }) => right(frame));
        for (const { reason } of plain) note(tally, reason);
        const at = Date.now();
        const trouble = encodeNscaPacket({ ...forged, at }, filler, form);
        const harmless = encodeNscaPacket(
          { ...forged, at, service: 'fuzzed', code: 0, output: `${sent}` },
          filler,
          form,
        );
        const twice = Array.from({ length: 2 }, () => right(harmless));
        note(tally, 'replayed');
        const endings = [
          () => wrong(trouble),
          // Behind a packet that is whole, damage may only show in what follows it.
          () => damaged(right(harmless), roll),
          () => noise(roll(5_000), roll),
        ];
        const kind = roll(endings.length);
        if (kind === 0) note(tally, 'unauthenticated');
        socket.end(Buffer.concat([...packets, ...twice, endings[kind]?.() ?? Buffer.alloc(0)]));
        if (!socket.closed) await once(socket, 'close');
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return tally;
  };
}

const filler = Buffer.alloc(nscaPacketLengths.long, 0xa5);
const forged = { host: 'app-1', service: 'forged', code: 2, output: 'not to be believed' };

interface Change {
  readonly change: Partial<PassiveCheck>;
  readonly reason: RefusalReason;
}

function refusable(form: 'long' | 'short', roll: (limit: number) => number): Frame<Buffer> {
  const now = Date.now();
  const kinds = [
    () => ({ change: { at: now - 60_000 - roll(1e6) * 1_000 }, reason: 'stale' }),
    () => ({ change: { at: now + 60_000 + roll(1e6) * 1_000 }, reason: 'stale' }),
    () => ({ change: { host: 'app-3' }, reason: 'not allowed' }),
    () => ({ change: { code: 4 + roll(1_000) }, reason: 'malformed' }),
    () => ({ change: { host: '' }, reason: 'malformed' }),
  ] as const satisfies readonly (() => Change)[];
  const { change, reason } = (kinds[roll(kinds.length)] ?? kinds[0])();
  return { frame: encodeNscaPacket({ ...forged, at: now, ...change }, filler, form), reason };
}

async function open(port: number): Promise<{ readonly socket: Socket; readonly iv: Buffer }> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  let greeting = Buffer.alloc(0);
  while (greeting.length < nscaGreetingLength) {
    const [piece] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
    if (!Buffer.isBuffer(piece)) throw new Error('closed without a greeting');
    greeting = Buffer.concat([greeting, piece]);
  }
  return { socket: socket.resume(), iv: decodeNscaGreeting(greeting).iv };
}
