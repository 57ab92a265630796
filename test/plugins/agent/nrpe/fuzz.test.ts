import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import { allowedBy, parseAllowed } from '../../../../plugins/agent/nrpe/allowed.ts';
import { type NrpeDoor, openNrpeDoor } from '../../../../plugins/agent/nrpe/door.ts';
import { usualLimits, usualPayload } from '../../../../plugins/agent/nrpe/settings.ts';
import type { NrpeTls } from '../../../../plugins/agent/nrpe/tls.ts';
import { thisMachine } from '../../../../plugins/check/context.ts';
import { decodeNrpe, encodeNrpe, type NrpeVersion } from '../../../../plugins/wire/nrpe.ts';
import { until } from '../../../until.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const recorded = (
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../fixtures/nrpe/queries.json'), 'utf8'),
  ) as readonly { readonly base64: string }[]
).map(({ base64 }) => Buffer.from(base64, 'base64'));

/** Numbers that look random and come again with the same seed (Park and Miller's generator). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % below;
  };
}

describe('the door for NRPE clients under fire', function () {
  this.timeout(soak ? 3_600_000 : 60_000);
  let door: NrpeDoor | undefined;

  afterEach(() => door?.close());

  for (const [what, tls, frames] of [
    ['without encryption', 'off', soak ? 1_000_000 : 3_000],
    ['under TLS', { anonymous: false, minVersion: 'TLSv1.2' }, soak ? 20_000 : 200],
  ] as const) {
    it(`${what} answers or ends each of many damaged frames, and keeps nothing of them`, async () => {
      const { address } = await open(tls);
      const random = randomNumbers(20_261);
      await inParallel(16, 200, () => fire(address, tls, random));
      const before = residentMiB();
      await inParallel(16, frames, () => fire(address, tls, random));
      expect(await ask(address, tls)).to.equal('fine');
      await until('the end of all connections', async () =>
        openSockets() === 0 ? true : undefined,
      );
      expect(residentMiB() - before).to.be.below(100);
    });
  }

  async function open(tls: NrpeTls | 'off'): Promise<NrpeDoor> {
    const opened = await openNrpeDoor({
      listen: { host: '127.0.0.1', port: 0 },
      isAllowed: allowedBy(
        [parseAllowed('127.0.0.1')].flatMap((entry) => entry ?? []),
        Date.now,
      ),
      tls,
      limits: { ...usualLimits, query: 2000 },
      payloadLimit: usualPayload,
      answer: async () => ({ exitCode: 0, output: 'fine' }),
      context: thisMachine(),
      refused: () => undefined,
    });
    door = opened;
    return opened;
  }
});

type Where = NrpeDoor['address'];

/** Sends one damaged frame, in pieces, sometimes under TLS; waits until the connection is over. */
async function fire(where: Where, tls: NrpeTls | 'off', random: (below: number) => number) {
  const inside = tls !== 'off' && random(2) === 0;
  const socket = inside
    ? connectTls({ ...where, rejectUnauthorized: false })
    : createConnection(where);
  const over = new Promise<void>((done) => socket.once('close', () => done()));
  socket.on('error', () => undefined);
  socket.resume();
  const frame = damagedFrame(random);
  const cut = random(frame.length + 1);
  socket.write(frame.subarray(0, cut));
  if (random(4) === 0) setImmediate(() => (inside ? socket.destroy() : socket.resetAndDestroy()));
  else socket.end(frame.subarray(cut));
  await over;
}

function damagedFrame(random: (below: number) => number): Buffer {
  const frame =
    random(3) === 0 ? grammarFrame(random) : Buffer.from(recorded[random(recorded.length)] ?? '');
  for (let flips = random(4); flips > 0; flips--) {
    const at = random(frame.length);
    frame[at] = (frame[at] ?? 0) ^ (1 << random(8));
  }
  const tail = random(5) === 0 ? Buffer.alloc(random(100_000), random(256)) : Buffer.alloc(0);
  const whole = Buffer.concat([frame, tail]);
  return random(3) === 0 ? whole.subarray(0, random(whole.length + 1)) : whole;
}

function grammarFrame(random: (below: number) => number): Buffer {
  const version = (2 + random(3)) as NrpeVersion;
  const type = random(4) === 0 ? 'response' : 'query';
  const text = String.fromCharCode(33 + random(94)).repeat(random(1000));
  const frame = encodeNrpe({ version, type, result: random(5), text });
  if (random(2) === 0) frame.writeUInt32BE(random(0x7fffffff), 12);
  return frame;
}

async function ask(where: Where, tls: NrpeTls | 'off'): Promise<string> {
  const socket: Socket =
    tls === 'off' ? createConnection(where) : connectTls({ ...where, rejectUnauthorized: false });
  socket.write(encodeNrpe({ version: 4, type: 'query', result: 0, text: 'x' }));
  const decoded = decodeNrpe(await buffer(socket));
  return decoded.kind === 'packet' ? decoded.packet.text : decoded.kind;
}

async function inParallel(width: number, times: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const line = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: width }, line));
}

function openSockets(): number {
  const resources = process.getActiveResourcesInfo();
  return resources.filter((name) => /^(TCPSocketWrap|TLSWrap)$/.test(name)).length;
}

function residentMiB(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
