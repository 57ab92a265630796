import { Socket } from 'node:net';
import { thisMachine } from '../check/context.ts';
import { commandReader } from './commands.ts';
import type { Embedded } from './embedded.ts';
import { type Execution, type ExecutionLimits, executions } from './execution.ts';
import {
  encodeFrame,
  encodeGroup,
  type Frame,
  frameSplitter,
  hello,
  holderDescriptor,
} from './frame.ts';
import { writeGathered } from './gathered.ts';
import { decodeJob, encodeAnswer, type Job } from './protocol.ts';

/**
 * Executes the jobs that the holder sends, until the holder is gone; then ends what runs, except what has to be done.
 * Frames carry a job as Core wrote it, and back the answer as Core reads it; an empty one takes a job back.
 */
export function execute(embedded: Embedded, limits: ExecutionLimits): Promise<number> {
  const holder = new Socket({ fd: holderDescriptor, readable: true, writable: true });
  const start = executions(
    commandReader(embedded, { ...thisMachine(), sharedFor: second }),
    limits,
  );
  const running = new Map<number, Execution>();
  const split = frameSplitter();
  process.on('uncaughtException', complain); // of a check: its own time-out answers for it
  process.on('SIGTERM', () => undefined); // the holder says when to end, by going
  process.on('SIGINT', () => undefined);
  const write = (bytes: Buffer) => writeGathered(holder, bytes);
  holder.on('data', (chunk: Buffer) => {
    for (const frame of split(chunk)) take(frame);
  });

  function take({ number, bytes }: Frame): void {
    if (number === hello) write(encodeFrame(hello, bytes));
    else if (bytes.length === 0) running.get(number)?.abandon();
    else begin(number, decodeJob(bytes));
  }

  function begin(number: number, job: Job | undefined): void {
    if (job === undefined) return;
    const execution = start(job, (pid) => write(encodeGroup({ number, pid })));
    running.set(number, execution);
    void execution.answer.then((answer) => write(encodeFrame(number, encodeAnswer(answer))));
    void execution.ended.then(() => running.delete(number));
  }

  return new Promise((resolve) => {
    holder.on('error', () => undefined); // its end follows
    holder.on('close', () => {
      for (const { abandon } of running.values()) abandon();
      const rest = [...running.values()].map(({ ended }) => ended);
      void Promise.all(rest).then(() => resolve(0));
    });
  });
}

/** How long checks share one reading of the processes and of the mounts, which thousands of them would read at once. */
const second = 1000;

function complain(error: Error): void {
  process.stderr.write(`watchclock worker: a check threw past its end: ${error.stack}\n`);
}
