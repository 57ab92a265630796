import type { TUnsafe } from 'typebox';
import { UsageError } from '../check/usage-error.ts';
import { splitCommandLine } from '../command-line.ts';
import { checkNames, loadPlugin } from '../registry.ts';
import { Custom, mustBe, type Parsed } from '../settings/custom.ts';
import { didYouMean } from '../settings/nearest.ts';
import { showValue } from '../settings/problem.ts';

/** One of our checks with its options. */
export interface CheckLine {
  readonly check: string;
  readonly args: readonly string[];
}

/** A check and its options in a configuration file, such as `check_load -w 15,10,5 -c 30,25,20`. */
export function CheckCommand(schema: { readonly description?: string } = {}): TUnsafe<CheckLine> {
  return Custom<CheckLine>({ type: 'string', ...schema }, parse);
}

/** What the check itself has against its options, as a sentence; undefined when it can be run with them. */
export async function objection({ check, args }: CheckLine): Promise<string | undefined> {
  const plugin = await loadPlugin(check);
  try {
    const task = plugin?.prepare(args, process.env);
    return task?.kind === 'text' ? 'only prints a text and checks nothing' : undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function parse(input: unknown): Parsed<CheckLine> {
  if (typeof input !== 'string') return { problem: mustBe('a check and its options', input) };
  const split = splitCommandLine(input);
  if ('problem' in split) return { problem: `${split.problem}, and there is none here` };
  const [check = '', ...args] = split.words;
  if (checkNames.includes(check)) return { value: { check, args } };
  return { problem: `there is no check ${showValue(check)}${didYouMean(check, checkNames)}` };
}
