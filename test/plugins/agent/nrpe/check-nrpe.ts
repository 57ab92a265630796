import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';

/** What a client printed and its exit status. */
export interface Ran {
  readonly output: string;
  readonly status: number;
}

/** Runs the real check_nrpe against an agent in this process. */
export function checkNrpe(
  program: string,
  { address, port }: Pick<AddressInfo, 'address' | 'port'>,
  args: readonly string[],
): Promise<Ran> {
  const all = ['-H', address, '-p', String(port), '-t', '10', ...args];
  return new Promise((done) => {
    const options = { maxBuffer: 2 ** 20, env: { PATH: '/usr/bin:/bin' } };
    const child = execFile(program, all, options, (_, stdout, stderr) =>
      done({ output: `${stdout}${stderr}`.trimEnd(), status: child.exitCode ?? -1 }),
    );
  });
}
