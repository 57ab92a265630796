import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The streams a command writes to. */
export interface Streams {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
}

/** One of the commands behind `watchclock config`. */
export interface Subcommand {
  readonly summary: string;
  readonly usage: string;
  readonly run: (args: readonly string[], streams: Streams) => Promise<number>;
}

/** A command line that cannot be understood; the message shows what was wrong. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** The options of a command line. Throws WrongUsage for an unknown option, a missing value, or too many arguments. */
export function readOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  positionals = 0,
) {
  const parsed = parsedOrWrong(args, options);
  const extra = parsed.positionals[positionals];
  if (extra !== undefined) throw new WrongUsage(`there is no place for the argument "${extra}"`);
  return parsed;
}

function parsedOrWrong<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new WrongUsage((error as Error).message.split('. ')[0], { cause: error });
  }
}

/** The instant that `--now` names, or the time of day. Throws WrongUsage when it names none. */
export function readNow(text: string | undefined, timeOfDay: () => number): number {
  if (text === undefined) return timeOfDay();
  const now = Date.parse(text);
  if (Number.isNaN(now)) {
    throw new WrongUsage(`--now: not a date such as 2026-10-16 or 2026-10-16T12:00:00Z: "${text}"`);
  }
  return now;
}
