import type { CheckContext } from '../check/context.ts';
import { exitCodes } from '../check/status.ts';
import { type Metric, single } from '../metrics/metric.ts';
import type { CommandDefinition } from './command-definition.ts';
import { type RunCommand, runnerOf } from './run-command.ts';

/** What an agent counts, from its start on. */
export interface Tally {
  /** A runner that is counted under a name. */
  readonly counted: (name: string, definition: CommandDefinition) => RunCommand;
  /** One more of what the figure of that name tells. */
  readonly add: (what: Event, count?: number) => void;
  /** The figures as they are now; `now` has those that are not counted here. */
  readonly metrics: (now: Gauges) => readonly Metric[];
}

/** What is as it is at a moment. */
interface Gauges {
  readonly connections: number;
  /** The results that wait for the other side. */
  readonly waiting: number;
}

/** What happens to an agent, by the figure that tells how often. */
type Event = keyof typeof events;

const events = {
  connections_refused: 'Connections that were ended without an answer.',
  results_delivered: 'Passive results that the other side took.',
  results_refused: 'Passive results that the other side refused for good; they were set aside.',
  results_dropped: 'Passive results that were lost: the spool was full, or could not be written.',
  delivery_failures: 'Attempts at a delivery that failed, and were made again.',
} as const;

/** A tally with nothing in it. */
export function newTally(): Tally {
  const runs = new Map<string, Runs>();
  const counts = new Map<Event, number>();
  return {
    counted: (name, definition) => counted(runnerOf(definition), runsOf(runs, name)),
    add: (what, count = 1) => void counts.set(what, (counts.get(what) ?? 0) + count),
    metrics: ({ connections, waiting }) => [
      ...checkMetrics(runs),
      ...Object.entries(events).map(([what, help]) =>
        single('counter', `watchclock_agent_${what}_total`, help, counts.get(what as Event) ?? 0),
      ),
      single('gauge', 'watchclock_agent_connections', 'Connections now open.', connections),
      single('gauge', 'watchclock_agent_spool_entries', 'Passive results that wait.', waiting),
    ],
  };
}

/** How often a command came to each status, by Nagios's number; the seconds in all; and how many are at work. */
interface Runs {
  readonly ended: [number, number, number, number];
  seconds: number;
  running: number;
}

function runsOf(all: Map<string, Runs>, name: string): Runs {
  const known = all.get(name) ?? { ended: [0, 0, 0, 0], seconds: 0, running: 0 };
  all.set(name, known);
  return known;
}

function counted(run: RunCommand, runs: Runs): RunCommand {
  return async (args: readonly string[], context: CheckContext) => {
    const start = performance.now();
    runs.running += 1;
    try {
      const outcome = await run(args, context);
      runs.ended[outcome.exitCode] += 1;
      return outcome;
    } finally {
      runs.running -= 1;
      runs.seconds += (performance.now() - start) / 1000;
    }
  };
}

function checkMetrics(runs: ReadonlyMap<string, Runs>): readonly Metric[] {
  const all = [...runs];
  return [
    {
      type: 'counter',
      name: 'watchclock_agent_checks_total',
      help: 'Checks that ended, by command and status.',
      values: all.flatMap(([command, { ended }]) =>
        Object.entries(exitCodes).map(([status, code]) => ({
          labels: { command, status },
          value: ended[code],
        })),
      ),
    },
    {
      type: 'counter',
      name: 'watchclock_agent_check_seconds_total',
      help: 'Time that the checks of a command took.',
      values: all.map(([command, { seconds }]) => ({ labels: { command }, value: seconds })),
    },
    single(
      'gauge',
      'watchclock_agent_checks_running',
      'Checks at work.',
      all.reduce((sum, [, { running }]) => sum + running, 0),
    ),
  ];
}
