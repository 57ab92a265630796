// What it takes to generate the configuration of 10,000 hosts, against what is allowed, and beside the real Nagios reading it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { largeInventory } from '../nagios-config/large-inventory.ts';
import type { BenchLine } from './line.ts';

const hosts = 10_000;
const allowed = { seconds: 10, mebibytes: 500 };

export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-bench-'));
  try {
    const inventory = join(folder, 'inventory.yaml');
    const state = join(folder, 'state');
    for (const below of ['rw', 'spool/checkresults', 'archives']) {
      mkdirSync(join(state, below), { recursive: true });
    }
    writeFileSync(inventory, largeInventory(hosts, state));
    const first = await generate(inventory, join(folder, 'out'));
    const again = await generate(inventory, join(folder, 'out'));
    const nagios = verifySeconds(join(folder, 'out/nagios/nagios.cfg'));
    const memory = Math.max(first.mebibytes, again.mebibytes);
    const what = `config generate, ${hosts.toLocaleString('en')} hosts`;
    return [
      limit(`${what}, s`, first.seconds, allowed.seconds),
      limit(`${what} again, nothing changed, s`, again.seconds, allowed.seconds),
      limit(`${what}, peak memory, MiB`, memory, allowed.mebibytes),
      { what: `${what}, s`, ours: first.seconds, peer: 'nagios4 -v reading it', theirs: nagios },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function limit(what: string, ours: number, theirs: number): BenchLine {
  return { what, ours, peer: 'allowed', theirs, goal: { atMost: 1 } };
}

/** Runs the whole program in a process of its own. */
async function generate(inventory: string, out: string) {
  const args = ['test/bench/generate.inside.ts', inventory, out];
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`config generate: exit status ${code}`);
  return { seconds: (performance.now() - start) / 1000, mebibytes: Number(await said) };
}

/** How long the real Nagios takes to read and accept everything. */
function verifySeconds(mainFile: string): number {
  const start = performance.now();
  const { status } = spawnSync('/usr/sbin/nagios4', ['-v', mainFile], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`nagios4 -v: exit status ${status}`);
  return (performance.now() - start) / 1000;
}
