import { type TUnsafe, Type } from 'typebox';
import { UsageError } from '../check/usage-error.ts';
import { checkNames, loadPlugin } from '../registry.ts';
import { Custom, CustomText, mustBe, type Parsed } from '../settings/custom.ts';
import { Duration } from '../settings/duration.ts';
import type { Settings } from '../settings/load.ts';
import { didYouMean } from '../settings/nearest.ts';
import { showValue } from '../settings/problem.ts';
import { type ArgumentPattern, argumentPattern } from './argument-pattern.ts';
import { fillTemplate, parseTemplate, type Template } from './template.ts';

/** What a command runs: one of our checks, in this process, or a program by its path; or why it cannot be run. */
export type CommandLine =
  | { readonly kind: 'check'; readonly check: string; readonly args: Template }
  | { readonly kind: 'program'; readonly words: Template }
  | { readonly kind: 'refused'; readonly why: string };

/** A command of the agent. */
export interface CommandDefinition {
  readonly line: CommandLine;
  /** What the argument at `place` (from 0) must match; without it no argument is taken from the network. */
  readonly accepts?: (place: number) => ArgumentPattern;
  /** Milliseconds that it may take. */
  readonly timeLimit: number;
}

/** A command in agent.yaml: its line, or its line with what may be asked of it. */
export function commandSchema() {
  const line = CommandText({ description: 'check_load -w 15,10,5 -c 30,25,20' });
  return Type.Union([
    Type.Object({
      run: line,
      arguments: Type.Optional(argumentPatterns()),
      time_limit: Duration({ default: '60s', atLeast: '1s', atMost: '1h' }),
    }),
    line,
  ]);
}

/** What stands in agent.yaml for a command, as a definition. */
export function definitionOf(given: Settings<ReturnType<typeof commandSchema>>): CommandDefinition {
  if ('kind' in given) return { line: given, timeLimit: usualTimeLimit };
  const { run, arguments: patterns, time_limit: timeLimit } = given;
  if (patterns === undefined) return { line: run, timeLimit };
  const accepts = (place: number) =>
    typeof patterns === 'function' ? patterns : (patterns[place] ?? patterns.at(-1) ?? nothing);
  return { line: run, timeLimit, accepts };
}

/** Whether there is a place for an argument in the line. */
export function placesOf(line: CommandLine): number {
  if (line.kind === 'refused') return 0;
  return line.kind === 'check' ? line.args.places : line.words.places;
}

/** What the check itself has against its options, as a sentence; undefined when it can be run with them. */
export async function objection(line: CommandLine): Promise<string | undefined> {
  if (line.kind !== 'check' || line.args.places > 0) return undefined;
  const plugin = await loadPlugin(line.check);
  try {
    const task = plugin?.prepare(fillTemplate(line.args, []), process.env);
    return task?.kind === 'text' ? 'only prints a text and checks nothing' : undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The command's own limit of time, where none is given: that of the C daemon. */
const usualTimeLimit = 60_000;

function CommandText(schema: { readonly description?: string }): TUnsafe<CommandLine> {
  return Custom<CommandLine>({ type: 'string', ...schema }, (input) => {
    if (typeof input !== 'string') return { problem: mustBe('a command and its options', input) };
    const template = parseTemplate(input);
    if ('problem' in template) return { problem: `${template.problem}, and there is none here` };
    return lineOf(template);
  });
}

function lineOf(template: Template): Parsed<CommandLine> {
  const [program = [], ...rest] = template.words;
  const name = program.every((piece) => typeof piece === 'string') ? program.join('') : '';
  if (name.startsWith('/')) return { value: { kind: 'program', words: template } };
  if (checkNames.includes(name)) {
    return { value: { kind: 'check', check: name, args: { ...template, words: rest } } };
  }
  return { problem: `there is no check ${showValue(name)}${didYouMean(name, checkNames)}` };
}

/** One regular expression for every argument, or one for each (the last one also for those that follow). */
function argumentPatterns() {
  const pattern = CustomText<ArgumentPattern>(
    { format: 'regex', description: '[0-9]{1,2}%' },
    'a regular expression that the whole argument must match',
    argumentPattern,
  );
  return Type.Union([Type.Array(pattern, { minItems: 1 }), pattern]);
}

const nothing: ArgumentPattern = () => false;
