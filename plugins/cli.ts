import { thisMachine } from './check/context.ts';
import { cutToBytes } from './check/result.ts';
import type { CheckOutcome } from './run.ts';
import { runCheck } from './run.ts';

/** What Nagios reads of a plugin's output (MAX_PLUGIN_OUTPUT_LENGTH). */
const outputLimit = 8192;

/**
 * The Nagios command `name`: arguments in, one status line (and more lines) on standard output, exit status out.
 * It ends the process itself, because a measurement that was given up may still hold it.
 */
export function checkCommand(name: string) {
  return async (args: readonly string[], io: NodeJS.Process): Promise<number> => {
    const ownPids = [io.pid, io.ppid];
    io.on('uncaughtException', (error) => leave(io, bug(name, error)));
    return leave(io, await runCheck(name, args, { ...thisMachine(), ownPids }));
  };
}

function leave(
  io: NodeJS.Process,
  { output, exitCode }: Pick<CheckOutcome, 'output' | 'exitCode'>,
) {
  return new Promise<number>((resolve) => {
    const end = () => resolve(io.exit(exitCode));
    io.stdout.on('error', end); // nobody reads: the exit code still counts
    io.stdout.write(`${cutToBytes(output, outputLimit - 1)}\n`, end);
  });
}

function bug(name: string, error: Error) {
  return {
    output: `${name}: UNKNOWN - ${error.message.replaceAll('\n', ' ')}`,
    exitCode: 3,
  } as const;
}
