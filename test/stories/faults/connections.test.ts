import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { critical, get, post } from '../../gateway/web/call.ts';
import { peer } from '../../peers/peer.ts';
import { sendNsca } from '../../peers/send-nsca.ts';
import { until } from '../../until.ts';
import { type FaultyPlace, faultyPlace, password } from './place.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const idle = soak ? 5_000 : 500;

describe('a gateway with clients that do not behave', () => {
  let place: FaultyPlace;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    place = await faultyPlace();
    await place.start();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await place?.remove();
  });

  const httpPort = () => Number(new URL(place.gateway().url).port);
  const open = async (port: number, greeting = '') => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    if (greeting !== '') socket.write(greeting);
    return socket;
  };
  const isServing = async (service: string) => {
    const { status } = await post(place.gateway(), '/api/v1/results', [critical({ service })]);
    expect(status).to.equal(200);
  };
  const memory = () => {
    const status = readFileSync(`/proc/${place.gateway().pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  };

  it(`keeps ${idle} connections that say nothing at each door, serves the others, and stops in time`, async function () {
    const program = peer(this, 'send_nsca');
    await isServing('before');
    const before = memory();
    const ports = [httpPort(), place.nscaPort(), place.nscaNgPort()];
    for (let opened = 0; opened < idle; opened += 100) {
      await Promise.all(
        Array.from({ length: 100 }, () => Promise.all(ports.map((port) => open(port)))),
      );
    }
    expect((memory() - before) / (3 * idle)).to.be.lessThan(100_000);
    await isServing('during');
    const lines = ['app-1\tover-nsca\t2\tbroken'];
    const method = 'rijndael-128';
    await sendNsca(program, { port: place.nscaPort(), method, password, lines });
    await until('what NSCA brought', async () => {
      const { body } = await get(place.gateway(), '/api/v1/incidents');
      return body.incidents.length === 3 ? true : undefined;
    });
    expect(await place.gateway().stop()).to.equal(0);
  });

  it('serves the others while many send a byte now and then, and ends these when it stops', async () => {
    const request = 'POST /api/v1/results HTTP/1.1\r\nhost: localhost\r\ncontent-length: 900\r\n';
    const slow = await Promise.all(
      Array.from({ length: 50 }, (_, n) => open(httpPort(), n % 2 ? request : `${request}\r\n[`)),
    );
    const dripping = setInterval(() => {
      for (const socket of slow) socket.write(' ');
    }, 50);
    try {
      for (let turn = 0; turn < 5; turn++) await isServing(`turn-${turn}`);
      expect(await place.gateway().stop()).to.equal(0);
    } finally {
      clearInterval(dripping);
    }
  });

  it('does not grow while a client asks for more and more and reads nothing', async () => {
    const results = Array.from({ length: 300 }, (_, n) => critical({ service: `s${n}` }));
    await post(place.gateway(), '/api/v1/results', results);
    const { token } = place.gateway();
    const asking = `GET /api/v1/incidents HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n\r\n`;
    const deaf = await open(httpPort());
    deaf.pause();
    const before = memory();
    for (let asked = 0; asked < 200; asked++) deaf.write(asking);
    const { log } = place.gateway();
    await until('its end', () => log.find((line) => line.includes('asks without reading')));
    for (let turn = 0; turn < 5; turn++) await isServing(`turn-${turn}`);
    expect(memory() - before).to.be.lessThan(150 * 2 ** 20);
    expect(await place.gateway().stop()).to.equal(0);
  });
});
