import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import { encodeNrpe, type NrpeVersion } from '../../../plugins/wire/nrpe.ts';
import {
  damaged,
  inParallel,
  oneOf,
  type Random,
  randomNumbers,
  recordedFrames,
} from '../../damage.ts';
import { until } from '../../until.ts';
import { type AgentProcess, startAgentProcess } from './agent-process.ts';
import { askNrpe } from './nrpe/ask.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const frames = soak ? 1_000_000 : 2000;
/** Until the heap has its usual size. */
const warmUp = soak ? 50_000 : 500;
/** MiB; a short run ends while the heap still grows to that size. */
const mostMore = soak ? 20 : 40;

const queries = recordedFrames('nrpe/queries.json').map(({ bytes }) => bytes);

/** What damages a door: sends one frame over a connection of its own, and waits until that is over. */
type Fire = (port: number, random: Random) => Promise<void>;

describe('the agent under fire', function () {
  this.timeout(soak ? 3_600_000 : 120_000);
  let dir: string;
  let agent: AgentProcess;
  let hello: Buffer;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    hello = await recordHello();
  });
  after(() => rmSync(dir, { recursive: true }));

  const doors: Readonly<Record<string, { readonly tls: 'off' | 'on'; readonly fire: Fire }>> = {
    'for NRPE clients, without encryption,': {
      tls: 'off',
      fire: (port, random) =>
        send(createConnection({ host: '127.0.0.1', port }), queryFrame(random), random),
    },
    'for NRPE clients, under TLS,': {
      tls: 'on',
      fire: (port, random) => {
        if (random(10) > 0) {
          const frame = damaged(random(4) === 0 ? oneOf(queries, random) : hello, random);
          return send(createConnection({ host: '127.0.0.1', port }), frame, random);
        }
        return send(
          connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }),
          queryFrame(random),
          random,
        );
      },
    },
    'for metrics': {
      tls: 'on',
      fire: (_, random) => {
        const port = Number(agent.metrics.split(':').at(-1));
        return send(
          createConnection({ host: '127.0.0.1', port }),
          damaged(httpFrame(random), random),
          random,
        );
      },
    },
  };

  for (const [door, { tls, fire }] of Object.entries(doors)) {
    it(`answers or ends each of many damaged frames at its door ${door} and keeps nothing of them`, async () => {
      const config = join(dir, 'agent.yaml');
      const rest = tls === 'off' ? 'tls: off\n' : '';
      writeFileSync(
        config,
        `listen: 127.0.0.1:0\nlimits: {query: 2s}\nmetrics: 127.0.0.1:0\n${rest}`,
      );
      agent = await startAgentProcess(config);
      try {
        await attack(agent, (random) => fire(agent.port, random));
        expect(await ask(agent.port, tls)).to.match(/^NRPE v4\.1 \(watchclock /);
        expect((await fetch(`http://${agent.metrics}/metrics`)).status).to.equal(200);
        expect(agent.said()).not.to.match(/past its end/);
      } finally {
        await agent.stop();
      }
    });
  }
});

async function attack({ usage }: AgentProcess, fire: (random: Random) => Promise<void>) {
  const { files } = usage();
  const random = randomNumbers(20_261);
  await inParallel(16, warmUp, () => fire(random));
  const before = usage();
  await inParallel(16, frames, () => fire(random));
  await until('the end of all connections', () => usage().files <= files || undefined);
  // What is only not collected yet goes within a minute.
  const most = before.memory + mostMore;
  await until('as little memory', () => usage().memory <= most || undefined, { within: 90_000 });
}

/** Sends the frame in two pieces; ends the connection, or drops it; waits until it is over. */
async function send(socket: Socket, frame: Buffer, random: Random): Promise<void> {
  const over = new Promise<void>((done) => socket.once('close', () => done()));
  socket.on('error', () => undefined);
  socket.resume();
  const cut = random(frame.length + 1);
  socket.write(frame.subarray(0, cut));
  if (random(4) === 0) setImmediate(() => socket.destroy());
  else socket.end(frame.subarray(cut));
  await over;
}

function queryFrame(random: Random): Buffer {
  return damaged(random(3) === 0 ? grammarQuery(random) : oneOf(queries, random), random);
}

function grammarQuery(random: Random): Buffer {
  const version = (2 + random(3)) as NrpeVersion;
  const type = random(4) === 0 ? 'response' : 'query';
  const text = String.fromCharCode(33 + random(94)).repeat(random(1000));
  const frame = encodeNrpe({ version, type, result: random(5), text });
  if (random(2) === 0) frame.writeUInt32BE(random(0x7fffffff), 12);
  return frame;
}

function httpFrame(random: Random): Buffer {
  const method = oneOf(['GET', 'HEAD', 'POST', 'OPTIONS', 'CONNECT', 'get', ''], random);
  const path = oneOf(['/metrics', '/', '*', 'http://a/metrics', `/${'a'.repeat(9000)}`], random);
  const fields = Array.from({ length: random(5) }, () => oneOf(httpFields, random));
  const lines = [
    `${method} ${path} ${oneOf(['HTTP/1.1', 'HTTP/1.0', 'HTTP/9'], random)}`,
    ...fields,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`.repeat(1 + random(3)));
}

const httpFields = [
  'Host: a',
  'Connection: keep-alive',
  'Content-Length: 10',
  'Content-Length: 99999999999',
  'Transfer-Encoding: chunked',
  'Expect: 100-continue',
  'Upgrade: websocket',
];

/** The first bytes that a TLS client sends. */
async function recordHello(): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connectTls({ host: '127.0.0.1', port }).on('error', () => undefined);
  const [socket] = (await once(server, 'connection')) as [Socket];
  const [first] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  server.close();
  return first;
}

function ask(port: number, tls: 'off' | 'on'): Promise<string> {
  const at = { host: '127.0.0.1', port };
  const socket =
    tls === 'off' ? createConnection(at) : connectTls({ ...at, rejectUnauthorized: false });
  return askNrpe(socket, '_NRPE_CHECK');
}
