import type { CheckContext } from '../check/context.ts';
import { version } from '../check/version.ts';
import { type PreparedCheck, prepareCheck } from '../run.ts';
import type { CommandDefinition } from './command-definition.ts';
import { type CommandOutcome, runProgram } from './program.ts';
import { fillTemplate } from './template.ts';

/** Runs a command with arguments that were found acceptable. Never rejects, and ends within its limit of time. */
export type RunCommand = (
  args: readonly string[],
  context: CheckContext,
) => Promise<CommandOutcome>;

/** How a command is run: a check in this process, its options read only once; a program without a shell. */
export function runnerOf({ line, timeLimit }: CommandDefinition): RunCommand {
  if (line.kind === 'refused') return async () => ({ exitCode: 3, output: `NRPE: ${line.why}` });
  if (line.kind === 'program') {
    return (args, context) =>
      within(timeLimit, context, ({ env, signal }) =>
        runProgram(fillTemplate(line.words, args), programEnv(env), signal),
      );
  }
  const { check, args: template } = line;
  let kept: PreparedCheck | undefined;
  return (args, context) =>
    within(timeLimit, context, async (limited) => {
      const prepared =
        kept ?? (await prepareCheck(check, fillTemplate(template, args), context.env));
      if (prepared.lasting && template.places === 0) kept = prepared;
      return prepared.run(limited);
    });
}

/** What a program is told: what the C daemon tells, and no secret of this process's own environment. */
function programEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'USER', 'LOGNAME'].flatMap((name) =>
    env[name] === undefined ? [] : [[name, env[name]] as const],
  );
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    NRPE_MULTILINESUPPORT: '1',
    NRPE_PROGRAMVERSION: version,
    ...Object.fromEntries(kept),
  };
}

async function within(
  limit: number,
  context: CheckContext,
  run: (context: CheckContext) => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  const end = new AbortController();
  const stop = () => end.abort();
  const late = Promise.withResolvers<CommandOutcome>();
  const timer = setTimeout(() => {
    // The words of the C daemon, which scripts look for.
    const output = `NRPE: Command timed out after ${limit / 1000} seconds`;
    late.resolve({ exitCode: 3, output });
    stop();
  }, limit);
  context.signal?.addEventListener('abort', stop, { once: true });
  if (context.signal?.aborted) stop();
  try {
    return await Promise.race([late.promise, run({ ...context, signal: end.signal })]);
  } finally {
    clearTimeout(timer);
    context.signal?.removeEventListener('abort', stop);
  }
}
