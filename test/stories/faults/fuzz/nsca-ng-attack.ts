import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { nscaNgPipelining } from '../../../../plugins/wire/nsca-ng.ts';
import { formatPassiveCommand } from '../../../../plugins/wire/passive-command.ts';
import { type Attack, damaged, dice, type Frame, noise, note, type Tally } from './attack.ts';

/** Connections at once, and the pushes of each; the last one may be broken, which ends what it stands on. */
const lanes = 4;
const together = 200;

/** Pushes what this identity must not say, and nonsense behind it; now and then somebody else comes with a guessed key. */
export function nscaNgAttack(port: number, password: string): Attack {
  return async (count) => {
    const tally: Tally = new Map();
    const roll = dice(13);
    let sent = 0;
    const lane = async () => {
      while (sent < count) {
        sent += together;
        if (roll(4) === 0) {
          note(tally, 'unauthenticated');
          await open(port, 'a guess').then(
            ({ destroy }) => destroy(),
            () => undefined,
          );
        }
        const socket = await open(port, password);
        const lines = Array.from({ length: together - 1 }, () => refusable(roll));
        for (const { reason } of lines) note(tally, reason);
        const pushed = lines.map(({ frame }) => push(frame)).join('');
        const last = Buffer.from(push(command({ code: 0, service: 'fuzzed' })));
        const ending = roll(2) === 0 ? damaged(last, roll) : noise(roll(3_000), roll);
        socket.write(`MOIN 1 abcdefgh\r\n${pushed}`);
        socket.end(ending);
        socket.resume();
        if (!socket.closed) await once(socket, 'close');
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return tally;
  };
}

function push(line: string): string {
  return `PUSH ${Buffer.byteLength(line) + 1}\r\n${line}\n`;
}

function command(change: object): string {
  const forged = { host: 'app-1', service: 'forged', code: 2, output: 'not to be believed' };
  return formatPassiveCommand({ ...forged, at: Date.now(), ...change });
}

function refusable(roll: (limit: number) => number): Frame<string> {
  const kinds = [
    () => ({ frame: command({ host: 'app-3' }), reason: 'not allowed' }),
    () => ({ frame: command({ host: `other-${roll(1e6)}` }), reason: 'not allowed' }),
    () => ({ frame: `[${roll(1e9)}] SHUTDOWN_PROGRAM`, reason: 'malformed' }),
    () => ({ frame: command({ code: 5 + roll(1_000) }), reason: 'malformed' }),
    () => ({ frame: `[x] ${roll(1e9)};;;`, reason: 'malformed' }),
  ] as const satisfies readonly (() => Frame<string>)[];
  return (kinds[roll(kinds.length)] ?? kinds[0])();
}

async function open(port: number, key: string): Promise<TLSSocket> {
  const socket = connect({
    ...{ port, host: '127.0.0.1', ciphers: 'TLS_CHACHA20_POLY1305_SHA256' },
    ALPNProtocols: [nscaNgPipelining],
    checkServerIdentity: () => undefined,
    pskCallback: () => ({ psk: Buffer.from(key), identity: 'customer-a' }),
  });
  await once(socket, 'secureConnect');
  socket.on('error', () => undefined);
  return socket;
}
