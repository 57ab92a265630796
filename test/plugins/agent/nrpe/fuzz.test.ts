import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import { encodeNrpe, type NrpeVersion } from '../../../../plugins/wire/nrpe.ts';
import { until } from '../../../until.ts';
import { type AgentProcess, startAgentProcess } from '../agent-process.ts';
import { askNrpe } from './ask.ts';

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
  if (soak) this.timeout(3_600_000);
  let dir: string;
  let agent: AgentProcess | undefined;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
  });
  afterEach(async () => {
    await agent?.stop();
    rmSync(dir, { recursive: true });
  });

  for (const [what, tls, frames] of [
    ['without encryption', 'off', soak ? 1_000_000 : 3_000],
    ['under TLS', 'on', soak ? 20_000 : 200],
  ] as const) {
    it(`${what} answers or ends each of many damaged frames, and keeps nothing of them`, async () => {
      const config = join(dir, 'agent.yaml');
      writeFileSync(
        config,
        `listen: 127.0.0.1:0\nlimits: {query: 2s}\n${tls === 'off' ? 'tls: off\n' : ''}`,
      );
      agent = await startAgentProcess(config);
      const { port, usage } = agent;
      const where = { host: '127.0.0.1', port };
      const { files } = usage();
      const random = randomNumbers(20_261);
      await inParallel(16, soak ? 20_000 : 500, () => fire(where, tls, random));
      const before = usage();
      await inParallel(16, frames, () => fire(where, tls, random));
      expect(await ask(where, tls)).to.match(/^NRPE v4\.1 \(watchclock /);
      await until('the end of all connections', () => usage().files <= files || undefined);
      expect(usage().memory - before.memory).to.be.below(soak ? 20 : 40);
    });
  }
});

type Where = Readonly<Record<'host', string> & Record<'port', number>>;
type Tls = 'on' | 'off';

/** Sends one damaged frame, in pieces, sometimes under TLS; waits until the connection is over. */
async function fire(where: Where, tls: Tls, random: (below: number) => number) {
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

function ask(where: Where, tls: Tls): Promise<string> {
  const socket =
    tls === 'off' ? createConnection(where) : connectTls({ ...where, rejectUnauthorized: false });
  return askNrpe(socket, '_NRPE_CHECK');
}

async function inParallel(width: number, times: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const line = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: width }, line));
}
