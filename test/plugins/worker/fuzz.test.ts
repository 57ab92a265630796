import { expect } from 'chai';
import {
  damaged,
  flipBits,
  oneOf,
  type Random,
  randomNumbers,
  recordedFrames,
} from '../../damage.ts';
import { until } from '../../until.ts';
import { usageOf } from '../process-usage.ts';
import type { StandInCore } from './stand-in-core.ts';
import { startWorkerAndCore } from './worker-and-core.ts';
import type { WorkerProcess } from './worker-process.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';
const frames = soak ? 1_000_000 : 4000;
/** Until the heaps have their usual size. */
const warmUp = soak ? 100_000 : 1000;
/** MiB; a short run ends while the heaps still grow to that size. */
const mostMore = soak ? 20 : 40;

const recorded = recordedFrames<{ readonly command: string }>('nagios-jobs.json');

describe('a worker whose Core talks nonsense', function () {
  this.timeout(soak ? 3_600_000 : 120_000);
  let core: StandInCore;
  let worker: WorkerProcess;
  let end: () => Promise<void>;
  before(async () => {
    ({ core, worker, end } = await startWorkerAndCore());
  });
  after(() => end());

  it('goes on answering, in the same processes, and keeps nothing of many damaged frames', async () => {
    const pids = [worker.pid, await worker.holder(), ...(await worker.executors())];
    const random = randomNumbers(20_262);
    await attack(warmUp, random);
    const before = pids.map(usageOf);
    await attack(frames, random);
    const grown = () =>
      pids.map(usageOf).filter(({ memory, files }, at) => {
        const { memory: was = 0, files: had = 0 } = before[at] ?? {};
        return memory > was + mostMore || files > had + 2;
      });
    // What is only not collected yet goes within a minute; commands may still run.
    await until('as little as before', () => grown().length === 0 || undefined, { within: 90_000 });
    expect(await worker.holder()).to.equal(pids[1]);
    expect(await worker.executors()).to.deep.equal(pids.slice(2));
    expect(worker.registrations()).to.equal(1);
  });

  async function attack(count: number, random: Random): Promise<void> {
    for (let sent = 0; sent < count; sent += 100) {
      for (let i = 0; i < 100; i++) await core.write(frame(random));
      await core.write(endOfMessage);
      const id = 1_000_000 + random(1_000_000_000);
      const answer = await core.ask({ id, command: 'check_load -w 1000 -c 2000' });
      expect(answer.stdout).to.match(/^LOAD /);
      core.forget();
    }
  }
});

const endOfMessage = Buffer.of(0, 1, 0, 0, 0);

function frame(random: Random): Buffer {
  const kind = random(10);
  if (kind === 0) return damaged(oneOf(pieces, random), random).subarray(0, 2000);
  return kind < 5 ? grammarFrame(random) : damagedJob(random);
}

/** A job that Core once sent, with bits flipped: seldom in its command, for each of those is a process to start. */
function damagedJob(random: Random): Buffer {
  const { command, bytes } = oneOf(recorded, random);
  const flipped = flipBits(bytes, 1 + random(3), random);
  if (random(200) > 0) flipped.write(command, bytes.indexOf(command));
  // And seldom a whole one of a program.
  if (!command.startsWith('check_') && random(200) > 0) flipped.write('job=id');
  return flipped;
}

/** Pairs in any order and number, with an end or without one; no command that could do harm. */
function grammarFrame(random: Random): Buffer {
  const pairs = Array.from({ length: random(7) }, () => oneOf(pieces, random));
  return Buffer.concat(random(2) === 0 ? [...pairs, endOfMessage.subarray(1)] : pairs);
}

const pieces: readonly Buffer[] = [
  ...[
    'job_id=',
    'job_id=-1',
    'job_id=99',
    'type=',
    'type=x',
    'type=0',
    'type=99',
    'env=',
    'env=A=b\nC',
  ],
  ...['timeout=0', 'timeout=1e9', 'timeout=1', 'command=', 'command=check_load', '=', 'log=x', ''],
  ...['command=check_disk -w 1% -c 1% -p /nowhere', 'command=check_swap -w x', '\u0001', '\u00ff'],
].map((pair) => Buffer.from(`${pair}\0`, 'latin1'));
