import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  decodeNscaGreeting,
  encodeNscaPacket,
  nscaGreetingLength,
  nscaPacketLengths,
} from '../../../plugins/wire/nsca.ts';
import { type NscaMethod, nscaKey } from '../../../plugins/wire/nsca-cipher.ts';

/** How an NSCA server is loaded. */
export interface NscaLoad {
  readonly port: number;
  readonly method: NscaMethod;
  readonly perConnection: number;
  /** Milliseconds. */
  readonly time: number;
}

/** Connections at once. */
const clients = 8;

/**
 * Results a second that a server reads from 8 clients, each of which connects, sends, and waits until the server closes
 * the connection; how many connections were left without a greeting is told too. The same for every server.
 */
export async function loadNsca({ port, method, perConnection, time }: NscaLoad) {
  const key = nscaKey(method, password);
  const filler = randomBytes(nscaPacketLengths.long);
  const end = performance.now() + time;
  let sent = 0;
  let ungreeted = 0;
  const work = async () => {
    while (performance.now() < end) {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const closed = once(socket, 'close').catch(() => undefined);
      const greeting = await Promise.race([once(socket, 'data'), closed]);
      const [bytes] = (greeting ?? []) as readonly unknown[];
      if (!Buffer.isBuffer(bytes) || bytes.length < nscaGreetingLength) {
        ungreeted++;
        continue;
      }
      const encrypt = key.encryption(decodeNscaGreeting(bytes).iv);
      const packets = Array.from({ length: perConnection }, () => {
        const service = `service-${sent++ % 1_000}`;
        const check = { host: 'bench-1', service, code: 0, output: `OK ${sent}`, at: Date.now() };
        return encrypt(encodeNscaPacket(check, filler));
      });
      socket.end(Buffer.concat(packets));
      await closed;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, work));
  return { rate: (sent * 1000) / (performance.now() - start), ungreeted };
}

/** The password of every server of these benchmarks. */
export const password = 's3cret';
