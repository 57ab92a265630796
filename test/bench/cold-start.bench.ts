// What one start of a packaged check costs as a whole process, against a bare Node and the reference plugin.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sampleChecks } from '../../packaging/sample-checks.ts';
import { checkNames } from '../../plugins/registry.ts';
import { built } from '../built.ts';
import { interleave, type Side } from './interleave.ts';
import type { BenchLine } from './line.ts';

const rounds = 40;
const referenceDir = '/usr/lib/nagios/plugins';

/** At most so many times a bare Node, where that is promised. */
const goals: Readonly<Record<string, number>> = { check_load: 1.6, check_http: 2.6 };

export async function bench(): Promise<readonly BenchLine[]> {
  const server = createServer((_, response) => response.end('hello\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const samples = sampleChecks(new URL(`http://127.0.0.1:${port}/`));
  const lines: BenchLine[] = [];
  try {
    for (const name of checkNames) lines.push(...(await linesOf(name, samples[name] ?? [])));
    return lines;
  } finally {
    server.close();
  }
}

async function linesOf(name: string, args: readonly string[]): Promise<readonly BenchLine[]> {
  const [ours = 0, node = 0, c = 0] = await interleave(rounds, [
    whole(join(built(), name), args),
    whole(process.execPath, ['-e', '0']),
    whole(join(referenceDir, name), args),
  ]);
  const what = `${name}, one start, ms`;
  const atMost = goals[name];
  const goal = atMost === undefined ? {} : { goal: { atMost } };
  return [
    { what, ours, peer: 'node -e 0', theirs: node, ...goal },
    { what, ours, peer: `C ${name}`, theirs: c },
  ];
}

/** Milliseconds from the start of a process to its end. */
function whole(command: string, args: readonly string[]): Side {
  return async () => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    const took = performance.now() - start;
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${code}`);
    return took;
  };
}
