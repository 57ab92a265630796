import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nscaNgDestination } from '../../../plugins/agent/destination/nsca-ng.ts';
import { toSpooled } from '../../../plugins/agent/destination/spooled.ts';
import { secret } from '../../../plugins/settings/secret.ts';
import { interleave } from '../interleave.ts';
import type { BenchLine } from '../line.ts';
import { checks } from './checks.ts';
import { syncTime } from './disk.ts';
import { password } from './nsca-client.ts';
import { startRealNscaNg } from './places.ts';

/** Results of one turn. */
const counts = { one: 2_000, each: 500, sender: 20_000 };
/** Real clients at once, as many monitoring servers have them. */
const clients = 8;

/** Our door on a port beside Debian's nsca-ng, whose programs are in `directory`. */
export async function benchNscaNg(
  port: number,
  directory: string,
  rounds: number,
): Promise<readonly BenchLine[]> {
  const real = await startRealNscaNg(join(directory, 'nsca-ng'));
  const client = join(directory, 'send_nsca');
  try {
    const alone = (at: number) => () => realClients(client, at, { clients: 1, each: counts.one });
    const many = (at: number) => () => realClients(client, at, { clients, each: counts.each });
    const sides = [alone(port), alone(real.port), many(port), many(real.port), () => sender(port)];
    const [ours = 0, theirs = 0, oursOfMany = 0, theirsOfMany = 0, pipelined = 0] =
      await interleave(rounds, sides);
    const peer = 'nsca-ng';
    const most = Math.round(1000 / syncTime());
    return [
      {
        ...{ what: 'NSCA-ng, the real client, one connection, results/s', ours, peer, theirs },
        goal: { atLeast: 0.9 },
        note: `each waits for a sync of this disk, which takes no more than ${most} a second, theirs for none`,
      },
      {
        ...{ what: `NSCA-ng, ${clients} real clients at once, results/s`, ours: oursOfMany },
        ...{ peer, theirs: theirsOfMany, goal: { atLeast: 0.9 } },
      },
      {
        ...{ what: 'NSCA-ng, our sender to our door, results/s', ours: pipelined, peer, theirs },
        goal: { atLeast: 10 },
        note: 'theirs: its own client',
      },
    ];
  } finally {
    await real.stop();
  }
}

interface Load {
  readonly clients: number;
  /** Results of one client, over one connection. */
  readonly each: number;
}

async function realClients(program: string, port: number, load: Load): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-send-'));
  const config = join(folder, 'send_nsca.cfg');
  writeFileSync(config, `identity = "bench"\npassword = "${password}"\n`);
  const args = ['-H', '127.0.0.1', '-p', String(port), '-c', config, '-e', '\\n'];
  const start = performance.now();
  const work = async (_: unknown, index: number) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] });
    const lines = checks(load.each, `bench-${index + 1}`).map(({ host, service, code, output }) =>
      [host, service, code, output].join('\t'),
    );
    child.stdin.end(`${lines.join('\n')}\n`);
    const [status] = await once(child, 'exit');
    if (status !== 0) throw new Error(`send_nsca ended with ${status}`);
  };
  await Promise.all(Array.from({ length: load.clients }, work));
  const rate = (load.clients * load.each * 1000) / (performance.now() - start);
  rmSync(folder, { recursive: true });
  return rate;
}

async function sender(port: number): Promise<number> {
  const { signal } = new AbortController();
  const server = { host: '127.0.0.1', port, identity: 'bench', password: secret(password), signal };
  const send = nscaNgDestination(server);
  const texts = checks(counts.sender).map(toSpooled);
  const start = performance.now();
  const deliveries = await send(texts);
  const taken = deliveries.filter((delivery) => delivery === 'taken').length;
  return (taken * 1000) / (performance.now() - start);
}
