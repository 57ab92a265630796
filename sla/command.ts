import { evaluate } from './evaluate.ts';
import { ledgersOf } from './explain.ts';
import { readHistory } from './input.ts';
import { InputError } from './json.ts';
import { ledgerText } from './ledger-text.ts';
import { linesOf } from './lines.ts';
import { written } from './output.ts';

/** The streams of a command, as `process` has them. */
export interface Streams {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
}

/** Where text goes; `done` is called when it has been taken over, with the error if it could not. */
export interface TextSink {
  readonly write: (text: string, done?: (error?: Error | null) => void) => unknown;
}

/** `watchclock sla …`: exit status 0 done, 1 when `explain` could not explain a line, 2 for a usage error. */
export async function command(args: readonly string[], streams: Streams): Promise<number> {
  const [name = '', ...rest] = args;
  if (args.includes('--help') || args.includes('-h')) return say(streams.stdout, usage, 0);
  const run = commands.get(name);
  if (run === undefined)
    return wrongUsage(streams, name === '' ? 'no command' : `no such command: "${name}"`);
  if (rest[0] !== undefined) return wrongUsage(streams, `${name} takes no arguments: "${rest[0]}"`);
  return run(streams);
}

const commands: ReadonlyMap<string, (streams: Streams) => Promise<number>> = new Map([
  ['evaluate', evaluateLines],
  ['explain', explainLines],
]);

async function evaluateLines({ stdin, stdout }: Streams): Promise<number> {
  for await (const lines of linesOf(stdin)) {
    await print(stdout, lines.map(({ text, number }) => `${evaluated(text, number)}\n`).join(''));
  }
  return 0;
}

/** The line of output for a line of input: the evaluation, or `{"error": …}` with the number of the line. */
function evaluated(text: string, number: number): string {
  try {
    const { history, scale } = readHistory(JSON.parse(text));
    return JSON.stringify(written(evaluate(history, scale), scale));
  } catch (error) {
    return JSON.stringify({ error: complaint(error, number, text) });
  }
}

async function explainLines({ stdin, stdout, stderr }: Streams): Promise<number> {
  let status = 0;
  for await (const lines of linesOf(stdin)) {
    for (const { text, number } of lines) {
      try {
        await print(stdout, explained(text));
      } catch (error) {
        status = await say(stderr, `watchclock: ${complaint(error, number, text)}\n`, 1);
      }
    }
  }
  return status;
}

function explained(text: string): string {
  const { history, scale } = readHistory(JSON.parse(text));
  return ledgersOf(history, scale)
    .map((ledger) => `${ledgerText(ledger, history, scale)}\n`)
    .join('');
}

function complaint(error: unknown, number: number, text: string): string {
  if (error instanceof InputError) return `line ${number}: ${error.message}`;
  if (error instanceof SyntaxError)
    return `line ${number}: not JSON: ${JSON.stringify(text.slice(0, 100))}`;
  throw error;
}

async function wrongUsage({ stderr }: Streams, what: string): Promise<number> {
  return say(stderr, `watchclock sla: ${what}\n${usage}`, 2);
}

async function say(sink: TextSink, text: string, status: number): Promise<number> {
  await print(sink, text);
  return status;
}

function print(sink: TextSink, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

const usage = `Usage: watchclock sla evaluate|explain < HISTORIES

Reads one history a line, a JSON object, from standard input.
  evaluate   prints one JSON object a line: the clocks, their deadlines and verdicts,
             and the due status updates; {"error": "…"} for a line that cannot be evaluated
  explain    prints the ledger of each clock: every interval, whether it counts and why not

A history:
  {"plan": "standard"|"premium", "severity": "A"|"B"|"C"|"D", "raisedAt": INSTANT, "now": INSTANT,
   "events": [{"at": INSTANT, "kind": KIND}, …],
   "maintenance": [{"announcedAt": INSTANT, "start": INSTANT, "end": INSTANT}, …]}
INSTANT is ISO 8601 with an offset or Z. KIND is severity-changed (with "severity"),
information-requested or information-received (with "id"), responded, intervention-started,
update-posted, resolved, reopened, alert-cleared or alert-raised.

Example:
  echo '{"plan":"standard","severity":"A","raisedAt":"2026-10-16T16:30:00+02:00",
  "now":"2026-10-19T09:00:00+02:00"}' | tr -d '\\n' | watchclock sla evaluate
`;
