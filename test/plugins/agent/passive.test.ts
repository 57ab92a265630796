import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { pino } from 'pino';
import { startPassive, type Watch } from '../../../plugins/agent/passive.ts';
import type { PassiveSettings, WatchedService } from '../../../plugins/agent/settings.ts';
import { newTally, type Tally } from '../../../plugins/agent/tally.ts';
import { thisMachine } from '../../../plugins/check/context.ts';
import { secret } from '../../../plugins/settings/secret.ts';
import { freePort } from '../../free-port.ts';
import { until } from '../../until.ts';

interface Result {
  readonly host: string;
  readonly service: string;
  readonly code: number;
  readonly output: string;
  readonly at: string;
}

const fine: WatchedService = {
  name: 'load',
  command: commandOf('check_load', '-w', '9999', '-c', '9999'),
};
const wrong: WatchedService = {
  name: 'disk',
  command: commandOf('check_load', '-w', 'x', '-c', '1'),
};

describe('the passive side of the agent', () => {
  let dir: string;
  let server: Server | undefined;
  let agent: Watch | undefined;
  let log: string[];
  let got: Result[];
  let tally: Tally;
  /** What the gateway answers a delivery with. */
  let answer: (results: readonly Result[], request: IncomingMessage) => number;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    log = [];
    got = [];
    tally = newTally();
    answer = () => 200;
  });
  afterEach(async () => {
    await agent?.stop();
    await close();
    agent = undefined;
    rmSync(dir, { recursive: true });
  });

  it('runs its checks again and again and delivers each result with the token', async () => {
    const port = await listen();
    const headers: (string | undefined)[] = [];
    answer = (_, request) => {
      headers.push(request.headers.authorization, request.url);
      return 200;
    };
    await start(port, [fine]);
    await until('three results', () => got[2]);
    const [first] = got;
    expect(first).to.include({ host: 'machine', service: 'load', code: 0 });
    expect(first?.output).to.match(/^LOAD OK - total load average: .*\|load1=/);
    expect(first?.at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(headers.slice(0, 2)).to.deep.equal(['Bearer t0ken', '/below/api/v1/results']);
    expect(log.join('')).not.to.contain('t0ken');
  });

  it('delivers what goes wrong inside a check as UNKNOWN, and goes on', async () => {
    await start(await listen(), [wrong, fine]);
    const failure = await until('the failure', () => got.find(({ service }) => service === 'disk'));
    expect(failure.code).to.equal(3);
    await until('the other check', () => got.find(({ service }) => service === 'load'));
  });

  it('keeps results while the gateway is away, and delivers them in their order', async () => {
    const port = await freePort();
    await start(port, [fine]);
    await until('results that wait', () => waiting()[2]);
    const news = () => log.filter((line) => line.includes('results wait'));
    await until('the news', () => news()[0]);
    expect(news()).to.have.length(1);
    await listen(port);
    await until('their delivery', () => got[4]);
    const times = got.map(({ at }) => at);
    expect(times).to.deep.equal(times.toSorted());
    await until('the news', () => log.find((line) => line.includes('results are taken again')));
  });

  it('leaves to the next start what it could not deliver', async () => {
    const port = await freePort();
    await start(port, [fine]);
    await until('results that wait', () => waiting()[1]);
    await agent?.stop();
    const left = waiting().length;
    await listen(port);
    await start(port, []);
    await until('their delivery', () => got[left - 1]);
    await until('an empty spool', () => waiting().length === 0 || undefined);
  });

  it('sets a result aside that the gateway refuses, and delivers the others', async () => {
    answer = (results) => (results.some(({ service }) => service === 'disk') ? 422 : 200);
    await start(await listen(), [wrong, fine]);
    await until('the others', () => got[2]);
    expect(got.every(({ service }) => service === 'load')).to.equal(true);
    await until('the reason', () => log.find((line) => line.includes('it was refused')));
    expect(readdirSync(join(dir, 'aside')).some((name) => name.endsWith('.reason'))).to.equal(true);
  });

  it('asks again as long as the gateway fails or does not know the token', async () => {
    const answers = [503, 401, 200];
    answer = () => answers.shift() ?? 200;
    await start(await listen(), [fine]);
    await until('a result', () => got[0]);
    expect(answers).to.deep.equal([]);
  });

  it('keeps what waits when there is too much, drops the newest, and says so in its heartbeat', async () => {
    const port = await freePort();
    await start(port, [fine], { limit: 3, heartbeat: 'agent' });
    await until('a loss', () => log.find((line) => line.includes('a result is lost')));
    const kept = waiting();
    expect(kept.length).to.be.within(3, 4); // two services may find the last place free at once
    await until('more losses', () => figure('results_dropped_total') > 5 || undefined);
    expect(waiting()).to.deep.equal(kept);
    await listen(port);
    const told = await until('the heartbeat', () => got.find(({ output }) => /lost/.test(output)));
    expect(told).to.include({ service: 'agent', code: 1 });
    expect(told.output).to.match(
      /^WARNING - watchclock agent \S+ lives and watches 1 services, and lost \d+ results that nobody took in time$/,
    );
    await until('a good one', () => got.findLast(({ output }) => /^OK - .* watches/.test(output)));
  });

  it('counts its checks, what was delivered and what failed', async () => {
    const answers = [503, 200];
    answer = () => answers.shift() ?? 200;
    await start(await listen(), [fine, wrong]);
    await until('results', () => got[3]);
    await until('the count', () => figure('results_delivered_total') >= 4 || undefined);
    expect(figure('delivery_failures_total')).to.equal(1);
    expect(figure('checks_total', { command: 'load', status: 'OK' })).to.be.above(1);
    expect(figure('checks_total', { command: 'disk', status: 'UNKNOWN' })).to.be.above(1);
    expect(figure('check_seconds_total', { command: 'load' })).to.be.above(0);
  });

  it('does not share its spool with another agent', async () => {
    const port = await listen();
    await start(port, [fine]);
    const second = await settingsFor(port, []).then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(second).to.equal(`another agent uses ${dir}`);
  });

  type More = Partial<PassiveSettings>;

  async function start(port: number, services: readonly WatchedService[], more: More = {}) {
    agent = await settingsFor(port, services, more);
  }

  function figure(name: string, labels?: Readonly<Record<string, string>>): number {
    const metrics = tally.metrics({ connections: 0, waiting: 0 });
    const values = metrics.find((metric) => metric.name === `watchclock_agent_${name}`)?.values;
    const isIt = (each: object = {}) => JSON.stringify(each) === JSON.stringify(labels ?? {});
    return values?.find((each) => isIt(each.labels))?.value ?? Number.NaN;
  }

  function settingsFor(
    port: number,
    services: readonly WatchedService[],
    more: More = {},
  ): Promise<Watch> {
    const to = { kind: 'gateway', url: `http://127.0.0.1:${port}/below` } as const;
    const encryption = 'rijndael-128' as const;
    const settings = {
      host: 'machine',
      services,
      every: 20,
      to,
      encryption,
      spool: dir,
      limit: 1000,
    };
    const logger = pino({}, { write: (line: string) => void log.push(line) });
    const asked = { ...settings, secret: secret('t0ken'), ...more };
    return startPassive(asked, { machine: thisMachine(), tally, log: logger });
  }

  function waiting(): string[] {
    return readdirSync(dir).filter((name) => name.endsWith('.entry'));
  }

  async function listen(port = 0): Promise<number> {
    const listening = createServer(async (request, response) => {
      const results = (await json(request)) as readonly Result[];
      const status = answer(results, request);
      if (status === 200) got.push(...results);
      response.writeHead(status).end('{}');
    });
    server = listening;
    await new Promise<void>((done) => listening.listen(port, '127.0.0.1', done));
    return (listening.address() as AddressInfo).port;
  }

  async function close(): Promise<void> {
    const closing = server;
    server = undefined;
    closing?.closeAllConnections();
    await new Promise((done) => (closing === undefined ? done(undefined) : closing.close(done)));
  }
});

function commandOf(check: string, ...args: readonly string[]): WatchedService['command'] {
  const words = args.map((arg) => [arg]);
  return { line: { kind: 'check', check, args: { words, places: 0 } }, timeLimit: 10_000 };
}
