import { type Metric, single } from '../metrics/metric.ts';
import { jobTypes } from './protocol.ts';

/** What a holder counts, from its start on. */
export interface Tally {
  readonly answered: (type: number, seconds: number) => void;
  readonly timedOut: () => void;
  readonly lost: (jobs: number) => void;
  readonly executorReplaced: () => void;
  /** The figures as they are now. */
  readonly metrics: (now: { readonly running: number; readonly connections: number }) => Metric[];
}

/** A tally with nothing in it. */
export function newTally(): Tally {
  const jobs = { check: 0, event_handler: 0, other: 0 };
  const count = { seconds: 0, timeouts: 0, lost: 0, replaced: 0 };
  return {
    answered(type, seconds) {
      jobs[kindOf(type)] += 1;
      count.seconds += seconds;
    },
    timedOut() {
      count.timeouts += 1;
    },
    lost(number) {
      count.lost += number;
    },
    executorReplaced() {
      count.replaced += 1;
    },
    metrics: ({ running, connections }) => [
      {
        type: 'counter',
        name: 'watchclock_worker_jobs_total',
        help: 'Jobs answered.',
        values: Object.entries(jobs).map(([kind, value]) => ({ labels: { kind }, value })),
      },
      single(
        'counter',
        'watchclock_worker_job_seconds_total',
        'Time from a job to its answer.',
        count.seconds,
      ),
      single(
        'counter',
        'watchclock_worker_timeouts_total',
        'Jobs that executors left unanswered.',
        count.timeouts,
      ),
      single(
        'counter',
        'watchclock_worker_jobs_lost_total',
        'Jobs whose connection broke.',
        count.lost,
      ),
      single(
        'counter',
        'watchclock_worker_executors_replaced_total',
        'Executors that ended or hung.',
        count.replaced,
      ),
      single('gauge', 'watchclock_worker_jobs_running', 'Jobs not answered yet.', running),
      single(
        'gauge',
        'watchclock_worker_connections',
        'Registrations with Core in force.',
        connections,
      ),
    ],
  };
}

function kindOf(type: number): 'check' | 'event_handler' | 'other' {
  if (type === jobTypes.check) return 'check';
  const isHandler = type >= jobTypes.firstEventHandler && type <= jobTypes.lastEventHandler;
  return isHandler ? 'event_handler' : 'other';
}
