// Our agent beside Debian's nrpe with the C plugin, both asked by the same clients, in turns; WATCHCLOCK_BENCH_SECONDS
// (2) is measured a round.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { built } from '../built.ts';
import { freePort } from '../free-port.ts';
import { type AgentProcess, startAgentProcess } from '../plugins/agent/agent-process.ts';
import { until } from '../until.ts';

import { interleave } from './interleave.ts';
import { type Asked, askMany } from './light-client.ts';
import type { BenchLine } from './line.ts';
import { cpuOfTree } from './process-tree.ts';

const seconds = Number(process.env.WATCHCLOCK_BENCH_SECONDS ?? 2);
const rounds = 3;
const nrpe = '/usr/sbin/nrpe';
const plugins = '/usr/lib/nagios/plugins';
const check = 'check_load -w 9999 -c 9999';
/** What the real check_nrpe offers, so that nrpe takes what it takes by default. */
const theirDefault = { ciphers: 'ALL:!MD5:@STRENGTH:@SECLEVEL=0' };

/** What is promised: so many times the checks a second, and this part of the CPU time. */
interface Goals {
  readonly faster: number;
  readonly cheaper?: number;
}

/** One side at work: asks for `seconds` and gives how often; `pid` is the process that answers. */
interface Contender {
  readonly pid: number;
  readonly ask: () => Promise<number>;
}

export async function bench(): Promise<readonly BenchLine[]> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  chmodSync(folder, 0o755);
  stack.defer(() => rmSync(folder, { recursive: true }));
  const start = async (tls: 'off' | 'on') => {
    const agent = await startAgent(folder, tls);
    stack.defer(async () => void (await agent.stop()));
    const daemon = await startNrpe(folder, tls);
    stack.defer(() => daemon.stop());
    return { agent, daemon };
  };
  const plain = await start('off');
  const secure = await start('on');
  const light = ({ pid, port }: Resident, tls: Asked['tls']): Contender => ({
    pid,
    ask: () => askMany({ port, tls }, 'load', seconds),
  });
  const real = ({ pid, port }: Resident): Contender => ({ pid, ask: () => checkNrpeMany(port) });
  return [
    ...(await compare(
      ...(['plain', light(plain.agent, 'off'), light(plain.daemon, 'off')] as const),
      { faster: 20, cheaper: 1 / 10 },
    )),
    ...(await compare(
      ...(['TLS', light(secure.agent, {}), light(secure.daemon, theirDefault)] as const),
      { faster: 5, cheaper: 1 / 5 },
    )),
    ...(await compare(
      ...(['through check_nrpe -n', real(plain.agent), real(plain.daemon)] as const),
      { faster: 2 },
    )),
  ];
}

async function compare(
  how: string,
  ours: Contender,
  theirs: Contender,
  { faster, cheaper }: Goals,
): Promise<readonly BenchLine[]> {
  const costs: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  const side =
    ({ pid, ask }: Contender, cost: number[]) =>
    async () => {
      const before = { at: performance.now(), cpu: cpuOfTree(pid) };
      const asked = await ask();
      cost.push(((cpuOfTree(pid) - before.cpu) / asked) * 1000);
      return (asked / (performance.now() - before.at)) * 1000;
    };
  const [our = 0, their = 0] = await interleave(rounds, [
    side(ours, costs.ours),
    side(theirs, costs.theirs),
  ]);
  const peer = 'nrpe, C check_load';
  return [
    {
      ...{ what: `agent, ${how}, checks/s`, ours: our, peer, theirs: their },
      goal: { atLeast: faster },
    },
    {
      ...{ what: `agent, ${how}, CPU s per 1,000`, peer },
      ...{ ours: middle(costs.ours), theirs: middle(costs.theirs) },
      ...(cheaper !== undefined && { goal: { atMost: cheaper } }),
    },
  ];
}

interface Resident {
  readonly pid: number;
  readonly port: number;
}

async function startAgent(folder: string, tls: 'off' | 'on'): Promise<AgentProcess> {
  const config = join(folder, `agent-${tls}.yaml`);
  const off = tls === 'off' ? 'tls: off\n' : '';
  writeFileSync(config, `listen: 127.0.0.1:0\n${off}commands:\n  load: ${check}\n`);
  return startAgentProcess(config, [join(built(), 'watchclock')]);
}

/** In a process namespace of its own, whose first process waits for all that nrpe leaves behind and so counts it. */
async function startNrpe(folder: string, tls: 'off' | 'on') {
  const port = await freePort();
  const config = join(folder, `nrpe-${tls}.cfg`);
  const lines = [
    `server_port=${port}`,
    'server_address=127.0.0.1',
    'nrpe_user=nagios',
    'nrpe_group=nagios',
    'allowed_hosts=127.0.0.1',
    'disable_syslog=1',
    `command[load]=${plugins}/${check}`,
  ];
  writeFileSync(config, lines.map((line) => `${line}\n`).join(''));
  const args = [nrpe, '-c', config, '-f', ...(tls === 'off' ? ['-n'] : [])];
  const inside = ['--pid', '--fork', '--kill-child', 'sh', '-c', '"$@" & wait', 'sh', ...args];
  const child = spawn('unshare', inside, { stdio: 'ignore' });
  await until('nrpe', () => connects(port));
  return { pid: child.pid ?? 0, port, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function connects(port: number): Promise<true | undefined> {
  const { promise, resolve } = Promise.withResolvers<true | undefined>();
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.on('connect', () => resolve(true)).on('error', () => resolve(undefined));
  return promise.finally(() => socket.destroy());
}

/** Runs the real check_nrpe again and again from four shells; gives how often in `seconds`. */
async function checkNrpeMany(port: number): Promise<number> {
  const command = `${plugins}/check_nrpe -n -H 127.0.0.1 -p ${port} -c load`;
  const script = `while ${command} >/dev/null; do echo; done`;
  const shells = Array.from({ length: 4 }, () =>
    spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const asked = shells.map(({ stdout }) => text(stdout));
  await sleep(seconds * 1000);
  if (shells.some(({ exitCode }) => exitCode !== null)) throw new Error(`it failed: ${command}`);
  for (const shell of shells) shell.kill('SIGKILL');
  return (await Promise.all(asked)).join('').length;
}

function middle(figures: readonly number[]): number {
  const sorted = figures.slice(1).sort((a, b) => a - b); // the first round warms up
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
