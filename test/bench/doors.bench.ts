// The gateway's doors, durable in SQLite, against the daemons of Debian, which only write to a pipe; where there is no
// daemon, against what is promised. WATCHCLOCK_BENCH_SECONDS (3) is measured a turn, WATCHCLOCK_BENCH_ROUNDS (2) times
// after one that warms up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nscaNgDestination } from '../../plugins/agent/destination/nsca-ng.ts';
import { toSpooled } from '../../plugins/agent/destination/spooled.ts';
import { secret } from '../../plugins/settings/secret.ts';
import { encodeNrdpChecks } from '../../plugins/wire/nrdp.ts';
import { type NscaMethod, nscaMethods } from '../../plugins/wire/nsca-cipher.ts';
import type { PassiveCheck } from '../../plugins/wire/passive-check.ts';
import { unpackedDir } from '../peers/peer.ts';
import { loadNsca, password } from './doors/nsca-client.ts';
import { type GatewayPlace, startDoors, startRealNsca, startRealNscaNg } from './doors/places.ts';
import { interleave } from './interleave.ts';
import type { BenchLine } from './line.ts';

const seconds = Number(process.env.WATCHCLOCK_BENCH_SECONDS ?? 3);
const rounds = Number(process.env.WATCHCLOCK_BENCH_ROUNDS ?? 2);
const time = seconds * 1000;
const directory = join(unpackedDir, 'usr/sbin');

export async function bench(): Promise<readonly BenchLine[]> {
  for (const program of [
    '/usr/sbin/nsca',
    join(directory, 'nsca-ng'),
    join(directory, 'send_nsca'),
  ]) {
    if (!existsSync(program))
      throw new Error(`${program} is missing: npm test as root installs it`);
  }
  const doors = await startDoors(10_000);
  try {
    return [
      ...(await nsca(doors, { method: 'rijndael-128', perConnection: 1, atLeast: 3 })),
      ...(await nsca(doors, { method: 'rijndael-128', perConnection: 100, atLeast: 3 })),
      ...(await nsca(doors, { method: 'none', perConnection: 1, atLeast: 1 })),
      ...(await nscaNg(doors)),
      await nrdp(doors),
      await notifications(doors),
      await aMinute(doors),
    ];
  } finally {
    await doors.stop();
  }
}

interface NscaPromise {
  readonly method: NscaMethod;
  readonly perConnection: number;
  readonly atLeast: number;
}

async function nsca({ ports }: GatewayPlace, { method, perConnection, atLeast }: NscaPromise) {
  const real = await startRealNsca(nscaMethods[method]);
  const ungreeted = [0, 0];
  const side = (index: number, port: number) => async () => {
    const loaded = await loadNsca({ port, method, perConnection, time });
    ungreeted[index] = (ungreeted[index] ?? 0) + loaded.ungreeted;
    return loaded.rate;
  };
  try {
    const sides = [side(0, ports.get(method) ?? 0), side(1, real.port)];
    const [ours = 0, theirs = 0] = await interleave(rounds, sides);
    const what = `NSCA, ${method}, ${perConnection} a connection, 8 clients, results/s`;
    const note = `connections without a greeting: ${ungreeted.join(' to ')}`;
    return [{ what, ours, peer: 'nsca', theirs, goal: { atLeast }, note }];
  } finally {
    await real.stop();
  }
}

async function nscaNg({ ports }: GatewayPlace): Promise<readonly BenchLine[]> {
  const real = await startRealNscaNg(join(directory, 'nsca-ng'));
  const port = ports.get('nsca-ng') ?? 0;
  try {
    const client = (at: number) => () => realClient(at, 5_000);
    const sides = [client(port), client(real.port), () => ourSender(port)];
    const [ours = 0, theirs = 0, sender = 0] = await interleave(rounds, sides);
    const peer = 'nsca-ng';
    return [
      {
        ...{ what: 'NSCA-ng, the real client, one connection, results/s', ours, peer, theirs },
        goal: { atLeast: 0.9 },
      },
      {
        ...{ what: 'NSCA-ng, our sender to our door, results/s', ours: sender, peer, theirs },
        goal: { atLeast: 10 },
        note: 'theirs: its own client',
      },
    ];
  } finally {
    await real.stop();
  }
}

async function realClient(port: number, count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-send-'));
  const config = join(folder, 'send_nsca.cfg');
  writeFileSync(config, `identity = "bench"\npassword = "${password}"\n`);
  const lines = checks(count).map(({ host, service, code, output }) =>
    [host, service, code, output].join('\t'),
  );
  const args = ['-H', '127.0.0.1', '-p', String(port), '-c', config, '-e', '\\n'];
  const start = performance.now();
  const child = spawn(join(directory, 'send_nsca'), args, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${lines.join('\n')}\n`);
  const [status] = await once(child, 'exit');
  const rate = (count * 1000) / (performance.now() - start);
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`send_nsca ended with ${status}`);
  return rate;
}

async function ourSender(port: number): Promise<number> {
  const { signal } = new AbortController();
  const server = { host: '127.0.0.1', port, identity: 'bench', password: secret(password), signal };
  const send = nscaNgDestination(server);
  const texts = checks(20_000).map(toSpooled);
  const start = performance.now();
  const deliveries = await send(texts);
  const taken = deliveries.filter((delivery) => delivery === 'taken').length;
  return (taken * 1000) / (performance.now() - start);
}

const promise = 'the promise';

async function nrdp({ gateway }: GatewayPlace): Promise<BenchLine> {
  const batch = new URLSearchParams({
    ...{ token: password, cmd: 'submitcheck', XMLDATA: encodeNrdpChecks(checks(100)) },
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const [ours = 0] = await interleave(rounds, [
    () =>
      loadHttp(() => fetch(`${gateway.url}/nrdp/`, { method: 'POST', headers, body: batch }), 100),
  ]);
  const what = 'NRDP, batches of 100, 8 clients, results/s';
  return { what, ours, peer: promise, theirs: 20_000, goal: { atLeast: 1 } };
}

async function notifications({ gateway }: GatewayPlace): Promise<BenchLine> {
  let number = 0;
  const [ours = 0] = await interleave(rounds, [
    () => loadHttp(() => post(gateway, 'notifications', [envelope(number++)]), 1),
  ]);
  const what = 'single notifications, 8 clients, each/s';
  return { what, ours, peer: promise, theirs: 1_000, goal: { atLeast: 1 } };
}

function envelope(number: number) {
  const macros = {
    ...{ HOSTNAME: `bench-${number % 10_000}`, SERVICEDESC: 'load', NOTIFICATIONTYPE: 'PROBLEM' },
    ...{ SERVICESTATE: 'CRITICAL', SERVICEOUTPUT: `load ${number}` },
  };
  return { id: `bench-${number}`, site: 'bench', takenAt: Date.now(), macros };
}

/** What a minute of 10,000 hosts with seven services each costs, in seconds of a core. */
async function aMinute({ gateway }: GatewayPlace): Promise<BenchLine> {
  const [ours = 0] = await interleave(1, [
    async () => {
      const before = cpuSeconds(gateway.pid);
      for (let host = 0; host < 10_000; host += 15) {
        const hosts = Array.from({ length: Math.min(15, 10_000 - host) }, (_, at) => host + at);
        const batch = hosts.flatMap((at) => checks(7, `bench-${at}`));
        const body = batch.map(({ at, ...check }) => ({
          ...check,
          at: new Date(at).toISOString(),
        }));
        await post(gateway, 'results', body);
      }
      return cpuSeconds(gateway.pid) - before;
    },
  ]);
  const what = '70,000 services in batches of 100, seconds of a core a minute';
  return { what, ours, peer: promise, theirs: 20, goal: { atMost: 1 } };
}

async function loadHttp(call: () => Promise<Response>, each: number): Promise<number> {
  const end = performance.now() + time;
  let count = 0;
  const work = async () => {
    while (performance.now() < end) {
      const answer = await call();
      const text = await answer.text();
      if (!answer.ok || text.includes('<status>-1')) throw new Error(`${answer.status}: ${text}`);
      count += each;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: 8 }, work));
  return (count * 1000) / (performance.now() - start);
}

async function post({ url, token }: GatewayPlace['gateway'], path: string, body: unknown) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/${path}`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer;
}

function checks(count: number, host = 'bench-1'): readonly PassiveCheck[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ host, service: `service-${index % 1_000}`, code: 0, at: Date.now() },
    output: `OK - load average: 0.1${index % 10}|load1=0.1${index % 10};15;30`,
  }));
}

/** User and system time of a process so far (proc(5), stat). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
