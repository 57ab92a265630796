import type { OptionTable, Spelling } from './option.ts';
import { version } from './version.ts';

/** What people are told about a check: the source of its help and of its page in the documentation. */
export interface Manual {
  readonly name: string;
  /** One sentence: what it watches. */
  readonly summary: string;
  /** The ways to call it, without its name. */
  readonly synopsis: readonly string[];
  /** The first line of the answer to an option that cannot be read, where it is not `Usage:`. */
  readonly misread?: string;
  readonly options: OptionTable;
  readonly examples: readonly Example[];
  readonly perfdata: readonly Figure[];
  readonly differences: readonly Difference[];
}

/** A command line, without the check's name, and what it is good for. */
interface Example {
  readonly line: string;
  readonly says: string;
}

/** A figure that a check gives for graphs; a part of its label that varies is in capitals. */
interface Figure {
  readonly label: string;
  readonly says: string;
}

/** Where a check deliberately does not do what monitoring-plugins 2.3.3 does. */
export interface Difference {
  readonly reference: string;
  readonly ours: string;
  readonly why: string;
}

/** The line that `--version` prints. */
export function versionLine({ name }: Manual): string {
  return `${name} v${version} (watchclock ${version})`;
}

/** The lines that say how a check is called. */
export function usageLines({ name, synopsis }: Manual): readonly string[] {
  return ['Usage:', ...synopsis.map((line) => `${name} ${line}`)];
}

/** What is said of options that cannot be read: first what the reference says, then what is wrong with them. */
export function misreadLines(manual: Manual, message: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = usageLines(manual);
  if (manual.misread !== undefined) return [manual.misread, message, first, ...rest];
  return [first, ...rest, message];
}

/** All that `--help` prints. */
export function helpText(manual: Manual): string {
  const options = Object.entries(manual.options).flatMap(([name, option]) => [
    ` ${optionHeading(name, option)}`,
    `    ${option.says}`,
  ]);
  const examples = manual.examples.flatMap(({ line, says }) => [
    ` ${manual.name} ${line}`,
    `    ${says}`,
  ]);
  return [
    versionLine(manual),
    '',
    manual.summary,
    '',
    ...usageLines(manual),
    '',
    'Options:',
    ...options,
    '',
    'Examples:',
    ...examples,
  ].join('\n');
}

/** How an option is written: `-w, --warning=RANGE`. */
export function optionHeading(
  name: string,
  { short, aliases = [], argument, attachedOnly }: Spelling,
): string {
  const tail = argument === undefined ? '' : attachedOnly ? `[=${argument}]` : `=${argument}`;
  const longs = [name, ...aliases].map((long) => `--${long}${tail}`);
  return [...(short === undefined ? [] : [`-${short}`]), ...longs].join(', ');
}
