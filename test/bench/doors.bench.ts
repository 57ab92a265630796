// The gateway's doors, durable in SQLite, against the daemons of Debian, which only write to a pipe; where there is no
// daemon, against what is promised. WATCHCLOCK_BENCH_SECONDS (3) is measured a turn, WATCHCLOCK_BENCH_ROUNDS (2) times
// after one that warms up.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNrdpChecks } from '../../plugins/wire/nrdp.ts';
import { type NscaMethod, nscaMethods } from '../../plugins/wire/nsca-cipher.ts';
import { unpackedDir } from '../peers/peer.ts';
import { checks } from './doors/checks.ts';
import { syncTime } from './doors/disk.ts';
import { loadNsca, password } from './doors/nsca-client.ts';
import { benchNscaNg } from './doors/nsca-ng.ts';
import { type GatewayPlace, startDoors, startRealNsca } from './doors/places.ts';
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
      ...(await benchNscaNg(doors.ports.get('nsca-ng') ?? 0, directory, rounds)),
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
  const note = `8 at most share a sync of this disk, which takes ${syncTime().toFixed(2)} ms`;
  return { what, ours, peer: promise, theirs: 1_000, goal: { atLeast: 1 }, note };
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

/** User and system time of a process so far (proc(5), stat). */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
