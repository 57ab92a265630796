import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'chai';
import { freePort } from '../free-port.ts';
import { get } from '../gateway/web/call.ts';
import { showOnFailure } from '../on-failure.ts';
import { until } from '../until.ts';

const program = join(import.meta.dirname, '../../packaging/demo.ts');

describe('the demonstration', () => {
  let dir: string;
  let ports: readonly [page: number, shop: number];
  let demo: Demo | undefined;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'watchclock-demo-'));
    ports = [await freePort(), await freePort()];
  });
  afterEach(async () => {
    await demo?.end('SIGTERM');
    rmSync(dir, { recursive: true });
  });

  it('opens an incident when its web application is broken, and records that it was mended', async () => {
    const { said, child } = await start();
    const { token } = /(?<token>[\w-]{32})/.exec(said())?.groups ?? {};
    expect(token).to.be.a('string');
    expect(await incident()).to.equal(undefined);
    child.stdin.write('break\n');
    const raised = await until('the incident', incident);
    expect(raised).to.include({ service: 'shop-http', severity: 'A', clearedAt: null });
    expect(raised.summary).to.contain('timeout');
    child.stdin.write('mend\n');
    await until('the recovery', async () => ((await incident())?.clearedAt ? true : undefined));
  });

  it('goes on with the same data after Ctrl-C and another start', async () => {
    const first = await start();
    const { pid } = /kill -STOP (?<pid>\d+)/.exec(first.said())?.groups ?? {};
    process.kill(Number(pid), 'SIGSTOP');
    const before = await until('the incident', incident);
    expect(await first.end('SIGINT')).to.equal(0);
    expect(() => process.kill(Number(pid), 0)).to.throw('ESRCH');
    await start();
    expect((await incident())?.id).to.equal(before.id);
    await until('the recovery', async () => ((await incident())?.clearedAt ? true : undefined));
  });

  it('says which program ended by itself, and stops the others', async () => {
    const { ended, said } = await start('--every', '0s');
    expect(await ended).to.deep.equal([1, null]);
    expect(said()).to.match(/the agent ended by itself \(exit status 1\)[\s\S]*every: must be/);
  });

  it('says that a port is taken, and how to choose another', async () => {
    const taken = createServer().listen(ports[0], '127.0.0.1');
    await once(taken, 'listening');
    const { ended, said } = launch();
    expect(await ended.finally(() => taken.close())).to.deep.equal([1, null]);
    expect(said()).to.contain(`port ${ports[0]} is taken`).and.to.contain('npm start -- --port');
  });

  it('tells how it is called', async () => {
    const { ended, said } = launch('--prot', '1');
    expect(await ended).to.deep.equal([2, null]);
    expect(said()).to.match(/Unknown option '--prot'[\s\S]*\nExample: npm start -- --port/);
  });

  interface Demo {
    readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
    readonly said: () => string;
    /** Its exit status and the signal that ended it. */
    readonly ended: Promise<unknown[]>;
    readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  }

  function launch(...more: readonly string[]): Demo {
    const [page, shop] = ports.map(String);
    const options = ['--dir', dir, '--port', `${page}`, '--application-port', `${shop}`];
    const args = [program, ...options, '--every', '1s', ...more];
    const child = spawn(process.execPath, args, { stdio: 'pipe' });
    const ended = once(child, 'close');
    const heard: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => heard.push(String(chunk)));
    }
    showOnFailure({ name: 'the demonstration', child, said: () => heard.join('') });
    const end = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      return (await ended)[0] as number | null;
    };
    return { child, said: () => heard.join(''), ended, end };
  }

  async function start(...more: readonly string[]): Promise<Demo> {
    const started = launch(...more);
    demo = started;
    await until('its welcome', () => started.said().includes('Ctrl-C') || undefined);
    return started;
  }

  async function incident() {
    const { body } = await get(
      { url: `http://127.0.0.1:${ports[0]}`, token: '' },
      '/api/v1/incidents',
    );
    return body.incidents.find(({ service }: { service: string }) => service === 'shop-http');
  }
});
