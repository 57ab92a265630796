import { killGroup } from '../process/kill-group.ts';
import { type Executor, startExecutor } from './executor-process.ts';
import { decodeGroup, encodeFrame, type Frame, frameSplitter, hello } from './frame.ts';
import { encodeAnswer, type Job, jobTypes, timedOut } from './protocol.ts';
import type { Tally } from './tally.ts';

/** A job on its way: its bytes as Core wrote them, and where the bytes of its answer go. */
interface Task {
  readonly job: Job;
  readonly bytes: Buffer;
  readonly answer: (bytes: Buffer) => void;
}

/** The executors of one holder. Every task given is answered, whatever happens to them. */
export interface Crew {
  /** Has a task done; the number takes it back. */
  readonly give: (task: Task) => number;
  /** Nobody waits for this task any more. */
  readonly takeBack: (number: number) => void;
  /** How many tasks are not answered yet. */
  readonly busy: () => number;
  /** Answers what is left as timed out, and lets the executors end. */
  readonly dismiss: () => void;
}

export interface CrewOptions {
  readonly size: number;
  /** The command that starts an executor. */
  readonly command: readonly [program: string, ...args: string[]];
  readonly report: (sentence: string) => void;
  readonly tally: Tally;
}

interface Entry extends Task {
  readonly since: number;
  attempts: number;
  /** The process group at work for it. */
  group?: number;
}

interface Seat {
  readonly entries: Map<number, Entry>;
  executor: Executor;
  heard: number;
}

/** Starts the executors. One that dies or no longer answers is replaced, and what it had is done again. */
export function gatherCrew({ size, command, report, tally }: CrewOptions): Crew {
  let last = 0;
  let turn = 0;
  let dismissed = false;
  const seats = Array.from({ length: size }, () => fill({ entries: new Map() }));
  const watch = setInterval(() => seats.forEach(look), lookEvery);

  function fill(seat: Pick<Seat, 'entries'> & Partial<Seat>): Seat {
    const split = frameSplitter();
    const filled = Object.assign(seat, {
      heard: Date.now() + startingTime,
      executor: startExecutor(command, {
        data(chunk) {
          for (const frame of split(chunk)) hear(filled, frame);
        },
        gone: (why) => replace(filled, why),
      }),
    });
    for (const [number, { bytes }] of filled.entries) {
      filled.executor.write(encodeFrame(number, bytes));
    }
    return filled;
  }

  function hear(seat: Seat, { number, bytes }: Frame): void {
    seat.heard = Date.now();
    if (number === hello) note(seat, bytes);
    const entry = number === hello ? undefined : seat.entries.get(number);
    if (entry === undefined) return;
    seat.entries.delete(number);
    tally.answered(entry.job.type, (seat.heard - entry.since) / 1000);
    entry.answer(bytes);
  }

  function note(seat: Seat, bytes: Buffer): void {
    const group = decodeGroup(bytes);
    const entry = group && seat.entries.get(group.number);
    if (entry) entry.group = group.pid;
  }

  function replace(seat: Seat, why: string): void {
    if (dismissed) return;
    const { size: left } = seat.entries;
    tally.executorReplaced();
    report(`an executor ended (${why}); ${left} of its jobs are done again by another one`);
    const entries = [...seat.entries];
    seat.entries.clear();
    setTimeout(() => !dismissed && fill(seat), Date.now() < seat.heard ? 1000 : 0);
    for (const [number, entry] of entries) again(number, entry);
  }

  function again(number: number, entry: Entry): void {
    const { type } = entry.job;
    const onlyOnce = type >= jobTypes.firstEventHandler && type <= jobTypes.lastEventHandler;
    entry.attempts += 1;
    // What is not done again may come to its end.
    if (entry.group !== undefined && !onlyOnce) killGroup(entry.group);
    delete entry.group;
    if (onlyOnce || entry.attempts === mostAttempts) entry.answer(lost(entry));
    else hand(number, entry);
  }

  function hand(number: number, entry: Entry): void {
    const ready = seats.filter(({ executor }) => executor.alive());
    const seat = ready[turn % ready.length] ?? seats[0];
    seat?.entries.set(number, entry);
    seat?.executor.write(encodeFrame(number, entry.bytes));
  }

  function look(seat: Seat): void {
    const now = Date.now();
    for (const [number, entry] of seat.entries) {
      if (now < entry.since + entry.job.timeout * 1000 + grace) continue;
      seat.entries.delete(number);
      seat.executor.write(encodeFrame(number, nothing));
      tally.timedOut();
      entry.answer(late(entry));
    }
    turn += 1;
    seat.executor.write(encodeFrame(hello, nothing));
    if (now > seat.heard + silence) seat.executor.kill();
  }

  return {
    give(task) {
      last = last === highest ? 1 : last + 1;
      turn += 1;
      hand(last, { ...task, since: Date.now(), attempts: 0 });
      return last;
    },
    takeBack(number) {
      const seat = seats.find(({ entries }) => entries.delete(number));
      seat?.executor.write(encodeFrame(number, nothing));
    },
    busy: () => seats.reduce((sum, { entries }) => sum + entries.size, 0),
    dismiss() {
      dismissed = true;
      clearInterval(watch);
      for (const { entries, executor } of seats) {
        for (const entry of entries.values()) entry.answer(late(entry));
        executor.release();
      }
    },
  };
}

/** Milliseconds. */
const lookEvery = 1000;
const grace = 1000;
const silence = 10_000;
const startingTime = 20_000;

const highest = 2 ** 32 - 1;
/** A job that takes its executor down with it is answered after so many. */
const mostAttempts = 3;
const nothing = Buffer.alloc(0);

function late({ job, since }: Entry): Buffer {
  const outcome = { waitStatus: 0, errorCode: timedOut, stdout: '', stderr: '' };
  return encodeAnswer({ ...job, start: since, stop: Date.now(), ...outcome });
}

function lost({ job, since, attempts }: Entry): Buffer {
  const stdout = `UNKNOWN - what executed it was killed (${attempts} times)\n`;
  const outcome = { waitStatus: 3 << 8, stdout, stderr: '' };
  return encodeAnswer({ ...job, start: since, stop: Date.now(), ...outcome });
}
