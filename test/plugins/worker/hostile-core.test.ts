import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Answer,
  decodeAnswer,
  encodeJob,
  type Job,
  messageSplitter,
} from '../../../plugins/worker/protocol.ts';
import { until } from '../../until.ts';
import { childrenOf, isAlive } from './processes.ts';
import { kill9, startWorker, type WorkerProcess } from './worker-process.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';

describe('a worker whose Core talks nonsense', function () {
  if (soak) this.timeout(3_600_000);
  let dir: string;
  let server: Server;
  let core: Socket | undefined;
  let worker: WorkerProcess;
  let answers: Answer[] = [];
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'worker-'));
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write('OK\0');
        core = socket;
        const split = messageSplitter();
        socket.on('data', (chunk) => {
          const messages = split(chunk as Buffer).map(decodeAnswer);
          answers.push(...messages.filter((answer) => answer !== undefined));
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(join(dir, 'socket'), resolve));
    // With one executor its messages come in their order, whichever job they are about.
    worker = startWorker(['--query-socket', join(dir, 'socket'), '--executors', '1']);
    await until('the registration', () => worker.registrations() === 1 || undefined);
  });
  after(async () => {
    await worker.kill();
    server.close();
    rmSync(dir, { recursive: true });
  });

  const job = (id: number, command: string, timeout = 20): Job => ({
    id,
    type: 0,
    command,
    timeout,
  });
  const answerTo = (id: number) =>
    until(`the answer to job ${id}`, () => answers.find((answer) => answer.id === id));

  it('goes on answering after noise, and ends a line that has no end', async () => {
    const holder = await worker.holder();
    const frames = soak ? 1_000_000 : 2000;
    const [noise] = fc.sample(fc.array(noisyFrame, { minLength: 100, maxLength: 100 }), 1);
    for (let sent = 0; sent < frames; sent += 100) {
      for (const bytes of noise ?? []) core?.write(bytes);
      core?.write(endOfMessage);
      const id = 1_000_000 + sent;
      core?.write(encodeJob(job(id, 'check_load -w 1000 -c 2000')));
      expect((await answerTo(id)).stdout).to.match(/^LOAD /);
      answers = [];
    }
    expect(await worker.holder()).to.equal(holder);
  });

  it('answers a job that comes byte by byte', async () => {
    for (const byte of encodeJob(job(7, 'echo slowly'))) {
      core?.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect((await answerTo(7)).stdout).to.equal('slowly\n');
  });

  it('answers in time for a command that takes too long', async () => {
    core?.write(encodeJob(job(8, 'sleep 100', 1)));
    expect(await answerTo(8)).to.include({ errorCode: 62 });
  });

  it('leaves nothing running of a command whose executor is killed, and runs it again', async () => {
    const programs = async () =>
      (await worker.executors()).flatMap((executor) =>
        childrenOf(executor).map((pid) => ({ executor, pid })),
      );
    core?.write(encodeJob(job(11, 'sleep 4322', 6)));
    const first = await until('the command', async () => (await programs())[0]);
    core?.write(encodeJob(job(12, 'echo later')));
    await answerTo(12); // so the holder has heard of the command
    kill9(first.executor);
    await until('its end', () => !isAlive(first.pid) || undefined);
    const second = await until('the command again', async () => (await programs())[0]);
    expect(second.pid).to.not.equal(first.pid);
    expect(await answerTo(11)).to.include({ errorCode: 62 });
    await until('its end', () => !isAlive(second.pid) || undefined);
  });

  it('connects again after a message without end', async () => {
    const before = worker.registrations();
    const first = core;
    for (let i = 0; i < 9; i++) first?.write(Buffer.alloc(1024 * 1024, 120));
    await until('another registration', () => worker.registrations() > before || undefined);
    core?.write(encodeJob(job(9, 'echo again')));
    expect((await answerTo(9)).stdout).to.equal('again\n');
  });

  it('answers as UNKNOWN for a command that kills what runs it', async () => {
    core?.write(encodeJob(job(10, `sh -c 'kill -9 $PPID'`)));
    const answer = await answerTo(10);
    expect(answer.waitStatus).to.equal(3 << 8);
    expect(answer.stdout).to.equal('UNKNOWN - what executed it was killed (3 times)\n');
  });
});

const endOfMessage = Buffer.of(0, 1, 0, 0, 0);

/** Noise, or jobs of an odd grammar with a bit flipped; the command is never one that could do harm. */
const noisyFrame = fc
  .tuple(
    fc.array(
      fc.oneof(
        fc.constantFrom('job_id=', 'job_id=-1', 'job_id=99', 'type=', 'type=x', 'type=0', 'env='),
        fc.constantFrom('timeout=0', 'timeout=1e9', 'command=', 'command=true', '=', 'log=x', ''),
      ),
      { maxLength: 6 },
    ),
    fc.uint8Array({ maxLength: 40 }),
    fc.boolean(),
  )
  .map(([pairs, noise, ends]) => {
    const text = Buffer.from(pairs.map((pair) => `${pair}\0`).join(''));
    const whole = [text, ...(ends ? [endOfMessage.subarray(1)] : [noise])];
    return Buffer.concat(whole);
  });
