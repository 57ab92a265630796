import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import builders from 'ping/lib/builder/factory.js';
import { type PingReport, readPingReport } from './ping-report.ts';

/** How often and for how long to ping, and where to find the program. */
export interface PingWishes {
  readonly packets: number;
  readonly seconds: number;
  /** Folders with colons between; the usual ones when it is empty. */
  readonly path: string | undefined;
}

/** What came of it; `reason` says why ping could not even be started. */
export type Pinged =
  | (PingReport & { readonly output: string; readonly warnings: string; readonly command: string })
  | { readonly reason: string };

/** Runs the system's ping against `address`, never a name. It is killed when `signal` fires. */
export async function ping(
  address: string,
  { packets, seconds, path }: PingWishes,
  signal: AbortSignal,
): Promise<Pinged> {
  const program = builders.getExecutablePath('linux', false);
  const args = builders.createBuilder('linux').getCommandArguments(address, {
    min_reply: packets,
    deadline: seconds,
    timeout: false,
    packetSize: false,
    extra: ['-U', address.includes(':') ? '-6' : '-4'],
  });
  // The parser knows English only.
  const env = { PATH: path || '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' };
  const child = spawn(program, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const { promise: failed, resolve: fail } = Promise.withResolvers<{ reason: string }>();
  child.on('error', (error) => fail({ reason: `cannot run ${program}: ${error.message}` }));
  const read = async () => {
    const [output, warnings] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const command = [program, ...args].join(' ');
    return { ...readPingReport(output, address), output, warnings, command };
  };
  return Promise.race([failed, read()]);
}
