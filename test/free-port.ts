import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the range from which Linux hands out ports (32768 and more), so that nothing takes one between its choice and
 * its use; each process of a parallel run has ports of its own there.
 */
const first = 20_000;
const perProcess = 500;
const processes = 24;

const worker = Number(process.env.MOCHA_WORKER_ID ?? processes - 1) % processes;
let next = process.pid % perProcess;

/** A port of 127.0.0.1 that nobody listens on, and that this process is not given again for a long while. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < perProcess; tried++) {
    const port = first + worker * perProcess + (next++ % perProcess);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free from ${first + worker * perProcess} on`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await new Promise((done) => server.close(done));
  return true;
}
