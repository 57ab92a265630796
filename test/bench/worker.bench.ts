// Checks through a real Nagios Core, each side with more services than it can check in time: our worker with the checks
// in-process, against Core's own workers with the reference plugins. WATCHCLOCK_BENCH_SECONDS (10) is measured a round.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { built } from '../built.ts';
import { type Nagios, startNagios } from '../peers/nagios.ts';
import { workerObjects } from '../plugins/worker/objects.ts';
import { startWorker, type WorkerProcess } from '../plugins/worker/worker-process.ts';
import { until } from '../until.ts';
import { interleave } from './interleave.ts';
import type { BenchLine } from './line.ts';

const seconds = Number(process.env.WATCHCLOCK_BENCH_SECONDS ?? 10);
const rounds = Number(process.env.WATCHCLOCK_BENCH_ROUNDS ?? 3);
const ourServices = Number(process.env.WATCHCLOCK_BENCH_SERVICES ?? 60_000);
const nagiosProgram = '/usr/sbin/nagios4';
const referenceDir = '/usr/lib/nagios/plugins';

interface Promise1000 {
  readonly args: string;
  /** Our checks a second are at least so many times theirs, our CPU time for 1,000 at most this part of theirs. */
  readonly faster: number;
  readonly cheaper: number;
  readonly bound: string;
}

const core = 'bound by the one thread of Nagios, which takes every result';

/** What each check is held to. */
const promised = (url: URL): Readonly<Record<string, Promise1000>> => ({
  check_load: { args: '-w 1000 -c 2000', faster: 25, cheaper: 1 / 15, bound: core },
  check_disk: { args: '-w 1% -c 1% -p /', faster: 10, cheaper: 1 / 15, bound: core },
  check_users: { args: '-w 1000 -c 2000', faster: 10, cheaper: 1 / 15, bound: core },
  check_swap: { args: '-w 0 -c 0 -n ok', faster: 10, cheaper: 1 / 15, bound: core },
  check_procs: {
    ...{ args: '-w 99999 -c 99999', faster: 3, cheaper: 1 / 3 },
    bound: 'bound by reading /proc, which both do',
  },
  check_http: {
    ...{ args: `-I ${url.hostname} -p ${url.port}`, faster: 7, cheaper: 1 / 10 },
    bound: 'bound by the web server, which shares the processors',
  },
});

interface Rate {
  readonly perSecond: number;
  /** CPU seconds of Nagios, workers and plugins for 1,000 checks. */
  readonly cpuPer1000: number;
}

export async function bench(): Promise<readonly BenchLine[]> {
  const server = createServer((_, response) => response.end('hello\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const lines: BenchLine[] = [];
  try {
    for (const [name, promise] of Object.entries(promised(url))) {
      lines.push(...(await linesOf(name, promise)));
    }
    return lines;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function linesOf(name: string, promise: Promise1000): Promise<readonly BenchLine[]> {
  const costs: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  const side = (who: 'ours' | 'theirs') => async () => {
    const line = `${who === 'ours' ? built() : referenceDir}/${name} ${promise.args}`;
    const { perSecond, cpuPer1000 } = await measure(line, who === 'ours' ? name : undefined);
    costs[who].push(cpuPer1000);
    return perSecond;
  };
  const [ours = 0, theirs = 0] = await interleave(rounds, [side('ours'), side('theirs')]);
  const peer = `core workers, C ${name}`;
  return [
    {
      ...{ what: `${name} through Nagios, checks/s`, ours, peer, theirs },
      ...{ goal: { atLeast: promise.faster }, note: promise.bound },
    },
    {
      ...{
        what: `${name} through Nagios, CPU s per 1,000`,
        peer,
        goal: { atMost: promise.cheaper },
      },
      ...{ ours: middle(costs.ours), theirs: middle(costs.theirs) },
    },
  ];
}

/** Runs a Nagios of its own for one measurement; `plugin` is what our worker registers for. */
async function measure(line: string, plugin: string | undefined): Promise<Rate> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const services = Array.from({ length: plugin === undefined ? 2000 : ourServices }, (_, i) => {
    return { name: `s${i}`, line, every: 1 };
  });
  writeFileSync(join(dir, 'objects.cfg'), workerObjects(services));
  const nagios = await startNagios({ program: nagiosProgram, objects: [dir], settings });
  const worker = plugin === undefined ? undefined : startWorker(workerArguments(nagios, plugin));
  try {
    if (worker) await until('the registration', () => worker.registrations() > 0 || undefined);
    nagios.command('START_EXECUTING_SVC_CHECKS');
    await sleep(5000); // until it runs evenly
    return await rateOf(nagios, worker);
  } finally {
    await worker?.kill();
    await nagios.stop();
    rmSync(dir, { recursive: true });
  }
}

const settings = {
  status_update_interval: 600,
  execute_service_checks: 0, // until the worker is there: its checks must not be started as programs by the ten thousand
  service_inter_check_delay_method: 'n',
  max_service_check_spread: 1,
  log_initial_states: 0,
  enable_flap_detection: 0,
  check_for_orphaned_services: 0,
};

function workerArguments(nagios: Nagios, plugin: string): string[] {
  return ['--query-socket', nagios.files.querySocket, '--plugin', plugin, '--metrics', '0'];
}

async function rateOf(nagios: Nagios, worker: WorkerProcess | undefined): Promise<Rate> {
  const metricsAt = /metrics at (\S+)/.exec(worker?.said() ?? '')?.[1];
  const look = async () => ({
    at: performance.now(),
    cpu: cpuOf(nagios.pid) + (worker ? cpuOf(worker.pid) : 0),
    checks: await checksDone(nagios, metricsAt),
  });
  const before = await look();
  await sleep(seconds * 1000);
  const after = await look();
  const checks = after.checks - before.checks;
  return {
    perSecond: (checks / (after.at - before.at)) * 1000,
    cpuPer1000: ((after.cpu - before.cpu) / checks) * 1000,
  };
}

/** How many checks were done so far: Core's workers are asked through Core, ours by its metrics. */
async function checksDone(nagios: Nagios, metricsAt: string | undefined): Promise<number> {
  const asked =
    metricsAt === undefined
      ? await nagios.query('#wproc wpstats')
      : await (await fetch(metricsAt)).text();
  const counts = [...asked.matchAll(/jobs_started=(\d+)|jobs_total\{kind="check"\} (\d+)/g)];
  return counts.reduce((sum, [, theirs, ours]) => sum + Number(theirs ?? ours), 0);
}

/** CPU seconds of a process and all its descendants, those that have ended and were waited for included. */
function cpuOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const own = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').map(Number);
  return children.filter((child) => child > 0).reduce((sum, child) => sum + cpuOf(child), own);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const ticksPerSecond = 100;

function middle(figures: readonly number[]): number {
  const sorted = figures.slice(1).sort((a, b) => a - b); // the first round warms up
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
