import { printCalendar } from './command/calendar.ts';
import { evaluateLines } from './command/evaluate.ts';
import { explainLines } from './command/explain.ts';
import { print, ReaderGone, type Streams, type TextSink } from './command/streams.ts';
import { optionsOf, UsageError } from './command/usage.ts';
import { whatIfLines } from './command/what-if.ts';

/** What a command is: arguments in, exit status out. */
type Command = (args: readonly string[], process: NodeJS.Process) => Promise<number>;

/**
 * `watchclock sla …`: exit status 0 done, 1 when something could not be done, 2 for a usage error. `stored` gives the command
 * that does `what-if` with arguments, which are about a store.
 */
export function slaCommand({ stored }: { readonly stored: () => Promise<Command> }): Command {
  return async (args, process) => {
    const [name, ...rest] = args;
    if (name === 'what-if' && rest.length > 0) return (await stored())(rest, process);
    return command(args, process);
  };
}

/** The commands that need nothing but their standard input. */
export async function command(args: readonly string[], streams: Streams): Promise<number> {
  streams.stdout.on?.('error', () => undefined);
  try {
    return await run(args, streams);
  } catch (error) {
    if (error instanceof ReaderGone) return 1;
    if (!(error instanceof UsageError)) throw error;
    return say(streams.stderr, `watchclock sla: ${error.message}\n${usage}`, 2);
  }
}

type Run = (args: readonly string[], streams: Streams) => Promise<number>;

const commands: ReadonlyMap<string, Run> = new Map([
  ['evaluate', withoutArguments(evaluateLines)],
  ['explain', withoutArguments(explainLines)],
  ['what-if', withoutArguments(whatIfLines)],
  ['calendar', printCalendar],
]);

function withoutArguments(lines: (streams: Streams) => Promise<number>): Run {
  return (args, streams) => {
    optionsOf(args, []);
    return lines(streams);
  };
}

async function run([name, ...rest]: readonly string[], streams: Streams): Promise<number> {
  if ([name, ...rest].some((arg) => arg === '--help' || arg === '-h')) {
    return say(streams.stdout, usage, 0);
  }
  if (name === undefined) throw new UsageError('no command');
  const known = commands.get(name);
  if (known === undefined) throw new UsageError(`no such command: "${name}"`);
  return known(rest, streams);
}

async function say(sink: TextSink, text: string, status: number): Promise<number> {
  await print(sink, text);
  return status;
}

const usage = `Usage: watchclock sla evaluate|explain|what-if < HISTORIES
       watchclock sla calendar --year YYYY [--plan standard|premium|-]

  evaluate   prints one JSON object for each line: the clocks, their deadlines and verdicts,
             and the due status updates; {"error": "…"} for a line that cannot be evaluated
  explain    prints the ledger of each clock: every interval, whether it counts and why not
  what-if    prints what would differ under the plan in the key "under" of each line; with
             --config or --store of stored incidents ("watchclock sla what-if --help")
  calendar   prints a plan's service hours and holidays of a year as an iCalendar file

A history is a JSON object on one line:
  {"plan": PLAN, "severity": "A"|"B"|"C"|"D", "raisedAt": INSTANT, "now": INSTANT,
   "events": [{"at": INSTANT, "kind": KIND}, …],
   "maintenance": [{"announcedAt": INSTANT, "start": INSTANT, "end": INSTANT}, …]}
INSTANT is ISO 8601 with an offset or Z. KIND is severity-changed (with "severity"),
information-requested or information-received (with "id"), responded, intervention-started,
update-posted, resolved, reopened, alert-cleared, alert-raised, or an event of the plan.
PLAN is "standard", "premium", or an object ("calendar --plan -" reads it from standard input):
  {"calendar": {"zone": "Europe/Brussels", "hours": {"monday": ["08:00-12:00", "13:00-18:00"]},
                "holidays": ["BE", {"date": "2026-12-24", "name": "Eve", "hours": ["08:00-12:00"]}]},
   "objectives": {"response": {"targets": {"A": "1h", "B": "2h", "C": "4h", "D": "8h"}},
                  "workaround": {"targets": "4h", "stops": ["workaround-given"]}}}

Example:
  echo '{"plan":"standard","severity":"A","raisedAt":"2026-10-16T16:30:00+02:00","now":"2026-10-19T09:00:00+02:00"}' |
    watchclock sla evaluate
`;
