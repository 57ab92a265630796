import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../gateway/config.ts';
import { inventoryDirectory } from '../../gateway/directory/inventory-directory.ts';
import { createIntake } from '../../gateway/intake.ts';
import type { PassiveResult } from '../../gateway/signal.ts';
import { openStore } from '../../gateway/store/open.ts';
import { built } from '../built.ts';
import { type GatewayProcess, startGateway } from '../gateway/gateway-process.ts';
import { type Installation, install } from '../gateway/installation.ts';
import { critical, post } from '../gateway/web/call.ts';
import type { BenchLine } from './line.ts';

const openIncidents = 100_000;

/** The gateway as it is built, on SQLite: with very many open incidents, and what it takes in. */
export async function bench(): Promise<readonly BenchLine[]> {
  return [...(await withManyOpen()), ...(await takingIn())];
}

async function withManyOpen(): Promise<readonly BenchLine[]> {
  const installation = await install();
  try {
    await fill(installation, openIncidents);
    const start = performance.now();
    const gateway = await startBuilt(installation);
    const started = performance.now() - start;
    const pages: number[] = [];
    for (let turn = 0; turn < 10; turn++) pages.push(await timeOf(gateway, '/'));
    const [first = 0, ...later] = pages;
    const lists: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      lists.push(await timeOf(gateway, '/api/v1/incidents?limit=100'));
    }
    const memory = residentMemory(gateway) / 2 ** 20;
    await gateway.stop();
    const many = `${openIncidents.toLocaleString('en')} open incidents`;
    return [
      promised(`${many}: start, ms`, started, 5_000),
      promised(`${many}: first page after it, ms`, first, 5_000),
      promised(`${many}: list page, slowest of 9, ms`, Math.max(...later), 200),
      promised(`${many}: 100 of them by the API, slowest of 5, ms`, Math.max(...lists), 200),
      promised(`${many}: resident memory, MiB`, memory, 400),
    ];
  } finally {
    await installation.remove();
  }
}

async function takingIn(): Promise<readonly BenchLine[]> {
  const installation = await install();
  const gateway = await startBuilt(installation);
  try {
    await sendBatches(gateway, 50);
    const rate = await sendBatches(gateway, 400);
    const before = processorTime(gateway);
    const start = performance.now();
    await sendBatches(gateway, 700);
    const share = (processorTime(gateway) - before) / 60_000;
    const notes = `${Math.round(performance.now() - start)} ms for a minute's results`;
    return [
      { ...wanted('results in batches of 100 over HTTP, 1/s', rate, 20_000) },
      { ...promised('70,000 results a minute, share of a core', share, 1 / 3), note: notes },
    ];
  } finally {
    await gateway.stop();
    await installation.remove();
  }
}

/** So many batches of 100 services, each of a host of its own, eight at a time; results a second. */
async function sendBatches(gateway: GatewayProcess, batches: number): Promise<number> {
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < batches) {
      const host = `h-${next++}`;
      const results = Array.from({ length: 100 }, (_, n) =>
        critical({ host, service: `s-${n}`, code: 0, output: 'OK - fine|load=0.5;5;10' }),
      );
      const { status } = await post(gateway, '/api/v1/results', results);
      if (status !== 200) throw new Error(`a batch was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return (batches * 100 * 1_000) / (performance.now() - start);
}

function startBuilt({ config }: Installation): Promise<GatewayProcess> {
  return startGateway(config, [join(built(), 'watchclock')]);
}

/** Open incidents, written as the intake writes them. */
async function fill({ config }: Installation, count: number): Promise<void> {
  const { settings, inventory } = loadConfig(config);
  const directory = inventoryDirectory(inventory);
  const store = await openStore(settings.store);
  await store.keepTerms(new Map(directory.terms.map(({ digest, content }) => [digest, content])));
  const periods = { settling: inventory.settlingMs, reopening: inventory.reopeningMs };
  const intake = createIntake({ store, directory: () => directory, periods, now: Date.now });
  for (let first = 0; first < count; first += 1_000) {
    const signals = Array.from({ length: 1_000 }, (_, n) => failing(`service-${first + n}`));
    await Promise.all(signals.map((signal) => intake.submit({ kind: 'signal', signal })));
  }
  await intake.stop();
  await store.close();
}

function failing(service: string): PassiveResult {
  return {
    ...{ kind: 'result', source: 'http:bench', host: 'app-1', service, state: 'CRITICAL' },
    ...{ output: 'connection refused', longOutput: '', perfdata: '', at: Date.now(), keys: [] },
  };
}

async function timeOf({ url, token }: GatewayProcess, path: string): Promise<number> {
  const start = performance.now();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(url + path, { headers });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
  return performance.now() - start;
}

function residentMemory({ pid }: GatewayProcess): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** Milliseconds of both kinds that a process has used; the kernel counts in hundredths of a second. */
function processorTime({ pid }: GatewayProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function promised(what: string, ours: number, most: number): BenchLine {
  return { what, ours, peer: 'what is promised', theirs: most, goal: { atMost: 1 } };
}

function wanted(what: string, ours: number, least: number): BenchLine {
  return { what, ours, peer: 'what is promised', theirs: least, goal: { atLeast: 1 } };
}
