import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { encodeJob } from '../../../plugins/worker/protocol.ts';
import { until } from '../../until.ts';
import { childrenOf, isAlive } from './processes.ts';
import type { StandInCore } from './stand-in-core.ts';
import { startWorkerAndCore } from './worker-and-core.ts';
import { kill9, type WorkerProcess } from './worker-process.ts';

describe('a worker whose Core is odd', () => {
  let core: StandInCore;
  let worker: WorkerProcess;
  let end: () => Promise<void>;
  before(async () => {
    ({ core, worker, end } = await startWorkerAndCore());
  });
  after(() => end());

  it('answers a job that comes byte by byte', async () => {
    for (const byte of encodeJob({ id: 7, type: 0, command: 'echo slowly', timeout: 20 })) {
      await core.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect((await core.answerTo(7)).stdout).to.equal('slowly\n');
  });

  it('answers in time for a command that takes too long', async () => {
    const answer = await core.ask({ id: 8, command: 'sleep 100', timeout: 1 });
    expect(answer).to.include({ errorCode: 62 });
  });

  it('leaves nothing running of a command whose executor is killed, and runs it again', async () => {
    const programs = async () =>
      (await worker.executors()).flatMap((executor) =>
        childrenOf(executor).map((pid) => ({ executor, pid })),
      );
    const answer = core.ask({ id: 11, command: 'sleep 4322', timeout: 6 });
    const first = await until('the command', async () => (await programs())[0]);
    await sleep(1000); // until the holder has heard of it
    kill9(first.executor);
    await until('its end', () => !isAlive(first.pid) || undefined);
    const second = await until('the command again', async () => (await programs())[0]);
    expect(second.pid).to.not.equal(first.pid);
    expect(await answer).to.include({ errorCode: 62 });
    await until('its end', () => !isAlive(second.pid) || undefined);
  });

  it('connects again after a message without end', async () => {
    const before = worker.registrations();
    const first = core.connection();
    for (let i = 0; i < 9; i++) first?.write(Buffer.alloc(1024 * 1024, 120));
    await until('another registration', () => worker.registrations() > before || undefined);
    expect((await core.ask({ id: 9, command: 'echo again' })).stdout).to.equal('again\n');
  });

  it('answers as UNKNOWN for a command that kills what runs it', async () => {
    const answer = await core.ask({ id: 10, command: `sh -c 'kill -9 $PPID'` });
    expect(answer.waitStatus).to.equal(3 << 8);
    expect(answer.stdout).to.equal('UNKNOWN - what executed it was killed (3 times)\n');
  });
});
