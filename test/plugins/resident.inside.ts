// Runs checks again and again in one process, as a door that stays does, and prints as JSON what the process holds
// after a first part and at the end. Argument: how many runs. Needs --expose-gc.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { thisMachine } from '../../plugins/check/context.ts';
import { prepareCheck, runCheck } from '../../plugins/run.ts';
import { until } from '../until.ts';

const runs = Number(process.argv[2]);
const server = createServer((_, response) => response.end('fine')).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

const lines = [
  'check_load -w 100 -c 200',
  'check_load -r -w 100 -c 200 --psi',
  'check_users -w 100 -c 200',
  'check_swap -w 0.1% -n ok',
  'check_disk -w 0% -p /',
  'check_disk -w 0% -A --forecast 1',
  'check_procs -w 100000 -k',
  'check_procs -u root -a init',
  `check_http -I 127.0.0.1 -p ${port} -s fine`,
  'check_load --wrong',
  'check_nothing',
].map((line) => line.split(' '));

const machine = thisMachine();
const kept = await Promise.all(lines.map(([name = '', ...args]) => prepareCheck(name, args)));

await run(runs / 4);
const before = await holds();
await run(runs);
console.log(JSON.stringify({ before, after: await holds() }));
process.exit(0);

/** One in eight as from a new command line; the others as a door that keeps them. */
async function run(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const [name = '', ...args] = lines[at % lines.length] ?? [];
    if (at % 8 === 0) await runCheck(name, args, machine);
    else await kept[at % kept.length]?.run(machine);
  }
}

async function holds() {
  await until('the end of every connection', () => openSockets() === 0 || undefined);
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const files = readdirSync('/proc/self/fd').length;
  const listeners = process
    .eventNames()
    .reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { heapUsed, external, files, listeners, timers: process.getActiveResourcesInfo().length };
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCPSocket')).length;
}
