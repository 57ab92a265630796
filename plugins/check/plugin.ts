import { commonDifferences } from './common-differences.ts';
import { type CommonOptions, commonOptions } from './common-options.ts';
import type { SampleContext } from './context.ts';
import { expandExtraOpts, hasExtraOpts } from './extra-opts.ts';
import { helpText, type Manual, versionLine } from './manual.ts';
import type { OptionTable, OptionValues } from './option.ts';
import { type Given, optionParser } from './options.ts';
import type { CheckResult } from './result.ts';
import type { Status } from './status.ts';

/** One check: all that is to be known of it, in one place. */
export interface Definition<Table extends OptionTable, Options, Sample, Progress = unknown>
  extends Omit<Manual, 'options'> {
  /** Its own options; those of `commonOptions` are added. */
  readonly options: Table;
  /** Common options that this check of the reference lacks: its abbreviations never mean them. */
  readonly referenceLacks?: readonly (keyof CommonOptions)[];
  /** What was typed, as what is meant. Throws a UsageError. Pure. */
  readonly settle: (given: Given<WithCommon<Table>>) => Options;
  /** Makes what one run notes its progress in, where what a time-out is called depends on it. */
  readonly begin?: () => Progress;
  /** Measures: the only place that touches the world. Ends soon after `context.signal` fires. */
  readonly sample: (
    options: Options,
    context: SampleContext,
    progress: Progress,
  ) => Promise<Sample>;
  /** Judges what was measured. Pure. */
  readonly assess: (sample: Sample, options: Options) => CheckResult;
  /** The seconds it may take, where its options ask for more than `--timeout` says. */
  readonly timeLimit?: (options: Options) => number;
  /** What a time-out is called, where it is not `CRITICAL - Plugin timed out after 10 seconds`. */
  readonly timedOut?: (
    seconds: number,
    status: Status,
    options: Options,
    progress: Progress,
  ) => CheckResult;
}

/** A check's options and those that every check has. */
export type WithCommon<Table extends OptionTable> = Omit<Table, keyof CommonOptions> &
  CommonOptions;

/** A check with its types closed over. */
export interface Plugin {
  readonly manual: Manual;
  /** The word its output begins with: `LOAD`. */
  readonly label: string;
  /** Reads a command line. Throws a UsageError. */
  readonly prepare: (args: readonly string[], env: NodeJS.ProcessEnv) => Task;
}

/** What a command line asks of a check. */
type Task = { readonly kind: 'text'; readonly text: string } | Measurement;

/** A check with its options read, ready to be run any number of times. */
export interface Measurement {
  readonly kind: 'measurement';
  readonly begin: () => Attempt;
  readonly timeoutSeconds: number;
  /** Its options come from nothing but the command line, so that it may be kept for the next time. */
  readonly lasting: boolean;
}

/** One run of a check. */
interface Attempt {
  readonly run: (context: SampleContext) => Promise<CheckResult>;
  /** What it is called when its time is over, as far as it has come. */
  readonly timedOut: () => CheckResult;
}

/** Makes a plugin of a definition. */
export function definePlugin<const Table extends OptionTable, Options, Sample, Progress = unknown>(
  definition: Definition<Table, Options, Sample, Progress>,
): Plugin {
  const options: WithCommon<Table> = {
    ...definition.options,
    ...commonOptions(definition.name, definition.referenceLacks ?? []),
  };
  const differences = [...definition.differences, ...commonDifferences];
  const manual: Manual = { ...definition, options, differences };
  const parse = optionParser(definition.name, options, ['help', 'version']);
  return {
    manual,
    label: definition.name.replace(/^check_/, '').toUpperCase(),
    prepare(args, env) {
      const given = parse(expandExtraOpts(args, definition.name, env));
      if (given === 'help') return { kind: 'text', text: helpText(manual) };
      if (given === 'version') return { kind: 'text', text: versionLine(manual) };
      return measurement(definition, given, !hasExtraOpts(args));
    },
  };
}

function measurement<Table extends OptionTable, Options, Sample, Progress>(
  definition: Definition<Table, Options, Sample, Progress>,
  given: Given<WithCommon<Table>>,
  lasting: boolean,
): Measurement {
  const options = definition.settle(given);
  const { timeout, 'timeout-result': status }: OptionValues<CommonOptions> = given.values;
  const timedOut = definition.timedOut ?? plainTimeOut;
  const timeoutSeconds = definition.timeLimit?.(options) ?? timeout;
  return {
    kind: 'measurement',
    begin: () => {
      // Without a `begin` nobody looks at it.
      const progress = definition.begin?.() as Progress;
      const sample = (context: SampleContext) => definition.sample(options, context, progress);
      return {
        run: async (context) => definition.assess(await sample(context), options),
        timedOut: () => timedOut(timeoutSeconds, status, options, progress),
      };
    },
    timeoutSeconds,
    lasting,
  };
}

function plainTimeOut(seconds: number, status: Status): CheckResult {
  return { status, summary: `${status} - Plugin timed out after ${seconds} seconds` };
}
