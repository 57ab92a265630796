import { counter, flag, type Reader, value, valueOr } from './option.ts';
import { anyText, parseWhole, statusText } from './readers.ts';
import { UsageError } from './usage-error.ts';

/** The options that every check has; those in `lacking` are marked as not in the reference's check. */
export function commonOptions(program: string, lacking: readonly (keyof CommonOptions)[]) {
  const options = optionsOf(program);
  const ours = lacking.map((name) => [name, { ...options[name], ours: true }]);
  return { ...options, ...Object.fromEntries(ours) } as CommonOptions;
}

/** The type of the options that every check has. */
export type CommonOptions = ReturnType<typeof optionsOf>;

function optionsOf(program: string) {
  return {
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
      { short: 't', argument: 'SECONDS', words: ['-to'] },
      secondsReader(program),
    ),
    'timeout-result': valueOr(
      'CRITICAL',
      'The status when the time is over: ok, warning, critical, unknown or 0 to 3 (default: critical)',
      { argument: 'STATUS', ours: true },
      statusText,
    ),
    verbose: counter('Say more in the lines after the first; up to three times', { short: 'v' }),
  };
}

// An int of the reference.
const longest = 2 ** 31 - 1;

function secondsReader(program: string): Reader<number> {
  return (text) => {
    const seconds = parseWhole(text);
    if (seconds && seconds <= longest) return seconds;
    throw new UsageError(`${program}: Timeout interval must be a positive integer - ${text}`);
  };
}
