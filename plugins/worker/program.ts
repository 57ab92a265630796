import { isSea } from 'node:sea';

/** The command that starts this program again with other arguments. */
export function programCommand(
  { execPath, execArgv, argv: [, script] }: NodeJS.Process,
  args: readonly string[],
): readonly [string, ...string[]] {
  // The executable has its program and Node's options inside; Node itself is told both.
  if (isSea() || script === undefined) return [execPath, ...args];
  return [execPath, ...execArgv, script, ...args];
}
