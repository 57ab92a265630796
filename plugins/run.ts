import { type CheckContext, thisMachine } from './check/context.ts';
import { misreadLines, usageLines } from './check/manual.ts';
import type { Measurement, Plugin } from './check/plugin.ts';
import { type CheckResult, renderResult } from './check/result.ts';
import { exitCodes, type Status } from './check/status.ts';
import { describeError } from './check/system-error.ts';
import { OptionError, UsageError } from './check/usage-error.ts';
import { checkNames, loadPlugin } from './registry.ts';

/** What every door passes on: the status, Nagios's number for it, and the whole output without a last newline. */
export interface CheckOutcome {
  readonly status: Status;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly output: string;
}

/** A check with its command line read. A door that runs one line again and again keeps it. */
export interface PreparedCheck {
  /** Runs it once. Never rejects. */
  readonly run: (context?: CheckContext) => Promise<CheckOutcome>;
  /** May be kept: nothing but its arguments went into it. */
  readonly lasting: boolean;
  /** False where its options are wrong, so that all it can do is say so. */
  readonly understood: boolean;
}

/**
 * Runs one check: the only way a check is ever run. A time-out, a wrong option, an unknown check and a bug
 * all become an outcome with a sentence; it never rejects.
 */
export async function runCheck(
  name: string,
  args: readonly string[],
  context: CheckContext = thisMachine(),
): Promise<CheckOutcome> {
  const check = await prepareCheck(name, args, context.env);
  return check.run(context);
}

/** Reads the command line of a check. Never rejects: what is wrong with it is what `run` then answers. */
export async function prepareCheck(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<PreparedCheck> {
  try {
    const plugin = await loadPlugin(name);
    if (plugin === undefined) {
      return answering(outcome(unknown(`no such check: "${name}"`, [checkList])), false);
    }
    return read(plugin, args, env);
  } catch (error) {
    return answering(outcome(unknown(`${name}: ${describeError(error)}`)));
  }
}

function read(plugin: Plugin, args: readonly string[], env: NodeJS.ProcessEnv): PreparedCheck {
  try {
    const task = plugin.prepare(args, env);
    if (task.kind === 'text') return answering({ ...outcome(unknown('')), output: task.text });
    return {
      run: (context = thisMachine()) => runInTime(plugin, task, context),
      lasting: task.lasting,
      understood: true,
    };
  } catch (error) {
    return answering(outcome(failure(plugin, error)), false);
  }
}

async function runInTime(
  plugin: Plugin,
  { begin, timeoutSeconds }: Measurement,
  context: CheckContext,
): Promise<CheckOutcome> {
  const { run, timedOut } = begin();
  const abort = new AbortController();
  const ended = Promise.withResolvers<CheckResult>();
  const end = (result: CheckResult) => {
    ended.resolve(result); // before the abort, whose own error must not come first
    abort.abort();
  };
  const stop = () => end(failure(plugin, new Error('stopped before it was done')));
  const timer = setTimeout(() => end(timedOut()), Math.min(timeoutSeconds * 1000, longestTimer));
  context.signal?.addEventListener('abort', stop, { once: true });
  if (context.signal?.aborted) stop();
  try {
    return outcome(await Promise.race([ended.promise, run({ ...context, signal: abort.signal })]));
  } catch (error) {
    return outcome(failure(plugin, error));
  } finally {
    clearTimeout(timer);
    context.signal?.removeEventListener('abort', stop);
  }
}

const longestTimer = 2 ** 31 - 1;
const checkList = `Checks: ${checkNames.join(', ')}`;

function failure({ manual, label }: Plugin, error: unknown): CheckResult {
  if (!(error instanceof UsageError)) return unknown(`${label} UNKNOWN - ${describeError(error)}`);
  if (error instanceof OptionError) {
    const [first, ...rest] = misreadLines(manual, error.message);
    return unknown(first, rest);
  }
  return unknown(error.message, [...error.details, ...usageLines(manual)]);
}

function unknown(summary: string, details: readonly string[] = []): CheckResult {
  return { status: 'UNKNOWN', summary, details };
}

function answering(result: CheckOutcome, understood = true): PreparedCheck {
  return { run: async () => result, lasting: false, understood };
}

function outcome(result: CheckResult): CheckOutcome {
  return {
    status: result.status,
    exitCode: exitCodes[result.status],
    output: renderResult(result),
  };
}
