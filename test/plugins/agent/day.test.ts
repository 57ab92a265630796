import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../built.ts';
import { until } from '../../until.ts';
import { type AgentProcess, startAgentProcess } from './agent-process.ts';
import { askNrpe } from './nrpe/ask.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
/** How often each command is asked for: every minute of a day, or less; before, until the heap has its usual size. */
const times = soak ? 1440 : 150;
const warmUp = soak ? 1440 : 150;
/** MiB; a short run ends while the heap still grows to that size. */
const mostMore = soak ? 20 : 60;

describe('an agent of the built program', function () {
  if (soak) this.timeout(1_800_000);
  let dir: string;
  let server: Server;
  let agent: AgentProcess | undefined;
  let taken = 0;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-'));
    server = createServer((request, response) => {
      if (request.method === 'POST') taken += 1;
      request.resume().on('end', () => response.end('{}'));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(dir, 'agent.yaml'), configuration(port));
    agent = await startAgentProcess(join(dir, 'agent.yaml'), [join(built(), 'watchclock')]);
  });
  after(async () => {
    await agent?.stop();
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true });
  });

  it('takes at most 70 MiB of memory while nobody asks it', async () => {
    const { usage } = agent as AgentProcess;
    await until('little memory', () => usage().memory <= 70 || undefined);
  });

  it('needs no more memory and no more files after all checks of a day', async () => {
    const { port, usage } = agent as AgentProcess;
    const ask = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const asked = commands.map((name) =>
          askNrpe(createConnection({ host: '127.0.0.1', port }), name),
        );
        // Whatever they find: how full the swap of this machine is does not matter here.
        for (const answer of await Promise.all(asked)) expect(answer).to.match(judged);
      }
    };
    await ask(warmUp);
    const before = usage();
    await ask(times);
    const settled = () => usage().files <= before.files + 2 || undefined; // a delivery may be on its way
    await until('closed files', settled);
    expect(usage().memory - before.memory).to.be.below(mostMore);
    expect(taken).to.be.above(0);
  });
});

const judged = /^([A-Z]+ )?(OK|WARNING|CRITICAL)\b/;
const commands = ['users', 'load', 'swap', 'procs', 'disk', 'http', 'program'];

function configuration(port: number): string {
  return `listen: 127.0.0.1:0
tls: off
metrics: 127.0.0.1:0
commands:
  users: check_users -w 9999 -c 9999
  load: check_load -w 9999 -c 9999
  swap: check_swap -n ok -w 2% -c 1%
  procs: check_procs -w 99999 -c 99999
  disk: check_disk -w 1 -c 1 -p /
  http: check_http -I 127.0.0.1 -p ${port}
  program: /bin/echo OK
passive: {every: 1s, to: 'http://127.0.0.1:${port}/', token: made-up, services: {load: load, disk: disk}}
`;
}
