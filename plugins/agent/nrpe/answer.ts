import type { CheckContext } from '../../check/context.ts';
import { version } from '../../check/version.ts';
import { type CommandDefinition, placesOf } from '../command-definition.ts';
import type { CommandOutcome } from '../program.ts';
import type { RunCommand } from '../run-command.ts';

/** Answers the text of a query. Never rejects: what may not be run is UNKNOWN with a sentence. */
export type Answer = (query: string, context: CheckContext) => Promise<CommandOutcome>;

/** The longest argument that is looked at, in characters. */
const longestArgument = 1024;

/** Makes a runner of what stands under a name. */
export type RunnerFor = (name: string, definition: CommandDefinition) => RunCommand;

/** Answers `name` and `name!argument…` by the commands of that name, and `_NRPE_CHECK` with the version. */
export function answerer(
  definitions: ReadonlyMap<string, CommandDefinition>,
  runnerFor: RunnerFor,
): Answer {
  const commands = new Map(
    [...definitions].map(
      ([name, definition]) => [name, command(name, definition, runnerFor)] as const,
    ),
  );
  return async (query, context) => {
    const [name = '', ...args] = query.split('!');
    if (name === '_NRPE_CHECK') {
      return { exitCode: 0, output: `NRPE v4.1 (watchclock ${version})` };
    }
    const found = commands.get(name);
    if (found === undefined) return refusal(`Command '${shown(name)}' not defined`);
    return found(args, context);
  };
}

function command(name: string, definition: CommandDefinition, runnerFor: RunnerFor): RunCommand {
  const run = runnerFor(name, definition);
  return async (args, context) => {
    const why = await objection(args, definition, context);
    return why === undefined ? run(args, context) : refusal(`Command '${name}' ${why}`);
  };
}

async function objection(
  args: readonly string[],
  { line, accepts }: CommandDefinition,
  context: CheckContext,
): Promise<string | undefined> {
  if (args.length === 0) return undefined;
  if (accepts === undefined) return 'takes no arguments from the network';
  const places = placesOf(line);
  if (args.length > places) return `takes at most ${places} arguments, not ${args.length}`;
  for (let place = 0; place < places; place++) {
    const value = args[place] ?? '';
    const odd = value.length > longestArgument || value.includes('\0');
    if (odd || !(await accepts(place)(value, context))) {
      return `does not take "${shown(value)}" as its argument ${place + 1}`;
    }
  }
  return undefined;
}

function refusal(sentence: string): CommandOutcome {
  return { exitCode: 3, output: `NRPE: ${sentence}` };
}

/** What came from the network, fit for a line of output. */
function shown(text: string): string {
  return text.slice(0, 80).replaceAll(/[\p{C}|]/gu, '?');
}
