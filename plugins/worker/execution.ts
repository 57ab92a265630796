import { concurrencyLimit } from '../check/limit.ts';
import type { Command } from './commands.ts';
import { exited, type Outcome } from './outcome.ts';
import { type Answer, type Job, jobTypes, timedOut } from './protocol.ts';

export interface ExecutionLimits {
  /** Commands of ours at once in this process. */
  readonly checks: number;
  /** Processes at once. */
  readonly processes: number;
}

/** A job at work. */
export interface Execution {
  readonly answer: Promise<Answer>;
  /** Ends a check: nobody waits for its answer any more. What has an effect (a notification) goes on. */
  readonly abandon: () => unknown;
  /** Resolves when nothing of it runs any more. */
  readonly ended: Promise<unknown>;
}

/** Executes jobs within `limits`. An answer always comes, within the job's time-out, and never rejects. */
export function executions(
  read: (line: string) => Promise<Command>,
  limits: ExecutionLimits,
): (job: Job, started: (pid: number) => void) => Execution {
  const inside = concurrencyLimit(limits.checks);
  const outside = concurrencyLimit(limits.processes);
  return (job, started) => {
    const start = Date.now();
    const abort = new AbortController();
    const run = async (): Promise<Outcome> => {
      const command = await read(job.command);
      const env = job.env === undefined ? process.env : { ...process.env, ...job.env };
      const { signal } = abort;
      const task = async () => (signal.aborted ? late : command.run({ env, signal, started }));
      return command.foreign ? outside(task) : inside(task);
    };
    const ended = run().catch(broken);
    const answer = inTime(ended, job, abort).then((outcome) => finish(job, start, outcome));
    const abandon = () => job.type === jobTypes.check && abort.abort();
    return { answer, abandon, ended };
  };
}

/** The outcome, or that of a time-out. The time runs from the job's arrival: Core gives no more for waiting here. */
function inTime(ended: Promise<Outcome>, job: Job, abort: AbortController): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const timer = setTimeout(() => {
    resolve(late);
    abort.abort();
  }, job.timeout * 1000);
  const done = (outcome: Outcome) => {
    clearTimeout(timer);
    resolve(outcome);
  };
  void ended.then(done);
  return promise;
}

const late: Outcome = { waitStatus: 0, errorCode: timedOut, stdout: '', stderr: '' };

function broken(error: unknown): Outcome {
  const text = error instanceof Error ? error.message : String(error);
  return exited(3, `UNKNOWN - ${text.replaceAll('\n', ' ')}\n`);
}

function finish({ id, type }: Job, start: number, outcome: Outcome): Answer {
  return { id, type, start, stop: Date.now(), ...outcome };
}
