import { basename } from 'node:path';
import type { CheckContext } from '../check/context.ts';
import { readCommand } from './command-words.ts';
import { type Embedded, runEmbedded } from './embedded.ts';
import { runForeign } from './foreign.ts';
import type { Outcome, Run } from './outcome.ts';
import { isOwnCheck, ownCheck } from './own-checks.ts';

/** A command line, ready to be run any number of times. */
export interface Command {
  /** Whether it takes a process of its own. */
  readonly foreign: boolean;
  readonly run: (run: Run) => Promise<Outcome>;
}

/**
 * What runs a command line: a check of ours, or another command of this program named in `embedded`, in this process;
 * everything else as Core runs it. Command lines once read are kept.
 */
export function commandReader(embedded: Embedded, context: CheckContext) {
  const kept = new Map<string, Command>();
  return async (line: string): Promise<Command> => {
    const known = kept.get(line);
    if (known !== undefined) return known;
    const { command, lasting } = await read(line, embedded, context);
    if (lasting) {
      if (kept.size >= mostKept) kept.clear();
      kept.set(line, command);
    }
    return command;
  };
}

const mostKept = 20_000;

interface Reading {
  readonly command: Command;
  readonly lasting: boolean;
}

async function read(line: string, embedded: Embedded, context: CheckContext): Promise<Reading> {
  const { name, args } = ownWords(line);
  if (isOwnCheck(name)) {
    const check = await ownCheck(name, args, context);
    if (check !== undefined) {
      const command = { foreign: false, run: check.run };
      return { command, lasting: check.lasting };
    }
  }
  const load = Object.hasOwn(embedded, name) ? embedded[name] : undefined;
  if (load !== undefined) {
    const run = (given: Run) => runEmbedded(load, args, given);
    return { command: { foreign: false, run }, lasting: true };
  }
  const run = (given: Run) => runForeign(line, given);
  return { command: { foreign: true, run }, lasting: true };
}

/** The command of ours that a line may name, by its program's name or as the word after `watchclock`. */
function ownWords(line: string): { readonly name: string; readonly args: readonly string[] } {
  const command = readCommand(line);
  if ('shell' in command || Object.keys(command.variables).length > 0)
    return { name: '', args: [] };
  const [program = '', ...args] = command.words;
  if (basename(program) !== 'watchclock') return { name: checkName(program), args };
  const [name = '', ...rest] = args;
  return { name, args: rest };
}

/** A check may be called by its own name; another command of ours only by way of `watchclock`. */
function checkName(program: string): string {
  const name = basename(program);
  return isOwnCheck(name) ? name : '';
}
