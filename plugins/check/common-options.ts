import { counter, flag, value, valueOr } from './option.ts';
import { anyText, positiveNumber, statusText } from './readers.ts';

/** The options that every check has; those in `lacking` are marked as not in the reference's check. */
export function commonOptionsLacking(lacking: readonly (keyof CommonOptions)[]): CommonOptions {
  const ours = lacking.map((name) => [name, { ...commonOptions[name], ours: true }]);
  return { ...commonOptions, ...Object.fromEntries(ours) };
}

/** The type of the options that every check has. */
export type CommonOptions = typeof commonOptions;

const commonOptions = {
  help: flag('Print this help', { short: 'h' }),
  version: flag('Print the version', { short: 'V' }),
  'extra-opts': value(
    'Read options from a section of an ini file; the command line comes after them and wins',
    { argument: '[SECTION][@FILE]', attachedOnly: true },
    anyText,
  ),
  timeout: valueOr(
    10,
    'Seconds before the check gives up (default: 10)',
    { short: 't', argument: 'SECONDS' },
    positiveNumber,
  ),
  'timeout-result': valueOr(
    'CRITICAL',
    'The status when the time is over: ok, warning, critical, unknown or 0 to 3 (default: critical)',
    { argument: 'STATUS', ours: true },
    statusText,
  ),
  verbose: counter('Say more in the lines after the first; up to three times', { short: 'v' }),
};
