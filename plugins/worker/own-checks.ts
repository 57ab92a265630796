import type { CheckContext } from '../check/context.ts';
import { cutToBytes } from '../check/result.ts';
import { checkNames } from '../registry.ts';
import { type PreparedCheck, prepareCheck } from '../run.ts';
import { exited, type Outcome, type Run } from './outcome.ts';

/** What Nagios reads of a plugin's output (MAX_PLUGIN_OUTPUT_LENGTH). */
const outputLimit = 8192;

/** Whether a check of that name is ours. */
export function isOwnCheck(name: string): boolean {
  return checkNames.includes(name);
}

/** A check of ours, with its command line read once. */
export interface OwnCheck {
  readonly run: (run: Run) => Promise<Outcome>;
  /** May be kept for the next job with the same command line. */
  readonly lasting: boolean;
}

/**
 * Reads the command line of our check `name`; undefined where the check does not understand it, so that the program
 * of that name on the disk, whoever made it, has its say.
 */
export async function ownCheck(
  name: string,
  args: readonly string[],
  context: CheckContext,
): Promise<OwnCheck | undefined> {
  const check = await prepareCheck(name, args, context.env);
  if (!check.understood) return undefined;
  return { run: (given) => run(check, { ...context, ...given }), lasting: check.lasting };
}

async function run(check: PreparedCheck, context: CheckContext): Promise<Outcome> {
  const { exitCode, output } = await check.run(context);
  return exited(exitCode, `${cutToBytes(output, outputLimit - 1)}\n`);
}
