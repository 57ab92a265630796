import type { Ere } from '../check/ere.ts';
import type { Given } from '../check/options.ts';
import type { WithCommon } from '../check/plugin.ts';
import { refuse } from '../check/readers.ts';
import type { Status } from '../check/status.ts';
import type { options } from './options.ts';
import { typePattern } from './pattern.ts';
import { type Step, stepsOf } from './steps.ts';
import { type Unit, unitOf, unitText } from './units.ts';

/** What check_disk is asked to do. */
export interface DiskOptions {
  readonly steps: readonly Step[];
  readonly filter: MountFilter;
  readonly unit: Unit;
  readonly errorsOnly: boolean;
  readonly namesDevices: boolean;
  readonly withoutReserved: boolean;
  readonly withInodes: boolean;
  readonly ignoresMissing: boolean;
  /** Seconds after which a file system that does not answer is given up, and what that means. */
  readonly patience: number;
  readonly silentStatus: Status;
  readonly forecastDays: number | undefined;
  readonly verbose: number;
}

/** Which of the selected mounts are looked at, whatever the order of the options. */
export interface MountFilter {
  readonly excluded: readonly string[];
  readonly excludedTypes: readonly Ere[];
  /** None: every type. */
  readonly includedTypes: readonly Ere[];
  /** Remote file systems are `checked`, left out, or only `visited`. */
  readonly remote: 'checked' | 'visited' | 'left out';
}

/** Reads the command line. Throws a UsageError. */
export function settleDisk(given: Given<WithCommon<typeof options>>): DiskOptions {
  const { values, occurrences } = given;
  return {
    steps: stepsOf(given),
    filter: filterOf(values),
    unit: occurrences.reduce(unitAfter, unitOf(2)),
    errorsOnly: values['errors-only'] || values.quiet,
    namesDevices: values.mountpoint,
    withoutReserved: values['freespace-ignore-reserved'],
    withInodes: values.iperfdata,
    ignoresMissing: values['ignore-missing'],
    patience: patienceOf(values['mount-timeout'], values.timeout),
    silentStatus: values['timeout-result'],
    forecastDays: values.forecast,
    verbose: values.verbose,
  };
}

type Values = Given<WithCommon<typeof options>>['values'];

function filterOf(values: Values): MountFilter {
  return {
    excluded: values.exclude_device,
    excludedTypes: values['exclude-type'].map(typePattern),
    includedTypes: values['include-type'].map(typePattern),
    remote: values['stat-remote-fs'] ? 'visited' : values.local ? 'left out' : 'checked',
  };
}

function unitAfter(
  before: Unit,
  { option, text }: { readonly option: string; readonly text: string },
): Unit {
  if (option === 'units') return unitText(text);
  if (option === 'kilobytes') return unitOf(1);
  return option === 'megabytes' ? unitOf(2) : before;
}

function patienceOf(given: number | undefined, timeout: number): number {
  if (given === undefined) return timeout / 2;
  if (given < timeout) return given;
  return refuse(
    String(given),
    '--mount-timeout',
    `not shorter than the time-out of ${timeout} seconds`,
  );
}
