import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Nagios, startNagios } from '../peers/nagios.ts';
import { fullSpeed } from '../peers/nagios-config.ts';
import { workerObjects } from '../plugins/worker/objects.ts';
import { startWorker } from '../plugins/worker/worker-process.ts';
import { until } from '../until.ts';
import { cpuOf, cpuOfTree, killTree, machineTime, signalTree } from './process-tree.ts';

/** How much is asked of a side: so many services, each checked again after so many seconds at the earliest. */
export interface Load {
  readonly services: number;
  readonly every: number;
}

/** What is checked by one side. */
export interface Asked extends Load {
  readonly line: string;
  /** What our worker registers for; without it Core's own workers check. */
  readonly plugin?: string;
}

/** What one side did in one measurement. */
export interface Rate {
  readonly perSecond: number;
  /** CPU seconds of Nagios, workers and plugins for 1,000 checks. */
  readonly cpuPer1000: number;
  /** How busy was Nagios's own process, this side as a whole (1 is one processor), and the machine (1 is all of it). */
  readonly nagiosBusy: number;
  readonly sideBusy: number;
  readonly machineBusy: number;
}

/** A Nagios with its workers, stopped (SIGSTOP) except while it is measured. */
export interface NagiosSide {
  /** Lets it run, and after a moment measures over so many seconds. */
  readonly measure: (seconds: number) => Promise<Rate>;
  readonly stop: () => Promise<void>;
}

/** Starts one side. No check starts before the worker has registered: it would be started as a program. */
export async function startSide({ line, services, every, plugin }: Asked): Promise<NagiosSide> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const list = Array.from({ length: services }, (_, i) => ({ name: `s${i}`, line, every }));
  writeFileSync(join(dir, 'objects.cfg'), workerObjects(list));
  const nagios = await startNagios({ program: '/usr/sbin/nagios4', objects: [dir], settings });
  const worker = plugin === undefined ? undefined : startWorker(argumentsFor(nagios, plugin));
  const done = () => (worker ? worker.checksDone() : startedBy(nagios));
  const pids = [nagios.pid, ...(worker ? [worker.pid] : [])];
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids) signalTree(pid, name);
  };
  const stop = async () => {
    signal('SIGSTOP');
    // Core first: without our worker it would start thousands of programs at once.
    for (const pid of pids) killTree(pid);
    await worker?.kill();
    await nagios.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    if (worker) await until('the registration', () => worker.registrations() > 0 || undefined);
    nagios.command('START_EXECUTING_SVC_CHECKS');
    await until('the first checks', async () => (await done()) > 0 || undefined);
    signal('SIGSTOP');
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    async measure(seconds) {
      signal('SIGCONT');
      try {
        await sleep(settling);
        return await rateOf({ nagios: nagios.pid, pids, done }, seconds);
      } finally {
        signal('SIGSTOP');
      }
    },
  };
}

/** Milliseconds until a side that ran again runs evenly. */
const settling = 1500;

const settings = {
  ...fullSpeed,
  status_update_interval: 600,
  execute_service_checks: 0,
  check_for_orphaned_services: 0,
};

function argumentsFor(nagios: Nagios, plugin: string): string[] {
  return ['--query-socket', nagios.files.querySocket, '--plugin', plugin, '--metrics', '0'];
}

interface Running {
  readonly nagios: number;
  /** Whose CPU time counts, with that of their descendants. */
  readonly pids: readonly number[];
  /** How many checks were done so far. */
  readonly done: () => Promise<number>;
}

async function rateOf({ nagios, pids, done }: Running, seconds: number): Promise<Rate> {
  const look = async () => ({
    checks: await done(),
    at: performance.now(),
    cpu: pids.reduce((sum, pid) => sum + cpuOfTree(pid), 0),
    nagios: cpuOf(nagios),
    machine: machineTime(),
  });
  const before = await look();
  await sleep(seconds * 1000);
  const after = await look();
  const checks = after.checks - before.checks;
  const took = (after.at - before.at) / 1000;
  return {
    perSecond: checks / took,
    cpuPer1000: ((after.cpu - before.cpu) / checks) * 1000,
    nagiosBusy: (after.nagios - before.nagios) / took,
    sideBusy: (after.cpu - before.cpu) / took,
    machineBusy:
      (after.machine.busy - before.machine.busy) / (after.machine.all - before.machine.all),
  };
}

/** Core counts the jobs of its own workers only. */
async function startedBy(nagios: Nagios): Promise<number> {
  const counts = (await nagios.query('#wproc wpstats')).matchAll(/jobs_started=(\d+)/g);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
