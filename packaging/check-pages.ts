import { commonDifferences } from '../plugins/check/common-differences.ts';
import { type Difference, type Manual, optionHeading } from '../plugins/check/manual.ts';
import { checkNames, loadPlugin } from '../plugins/registry.ts';
import { markdownTable } from './markdown-table.ts';

/** The generated pages on the checks, by path from the root of the project: one each, and one on all of them. */
export async function checkPages(): Promise<ReadonlyMap<string, string>> {
  const plugins = await Promise.all(checkNames.toSorted().map(loadPlugin));
  const manuals = plugins.flatMap((plugin) => (plugin === undefined ? [] : [plugin.manual]));
  return new Map([
    ['plugins/README.md', overview(manuals)],
    ...manuals.map((manual) => [`plugins/docs/${manual.name}.md`, page(manual)] as const),
  ]);
}

function overview(manuals: readonly Manual[]): string {
  return document([
    '# The checks',
    'Each check is one definition in one file: its options, declared once for the parser, the help and these pages; ' +
      '`sample`, which measures and is the only part that touches the machine; `assess`, which judges and is pure. ' +
      'The command line, the agent and the worker all run it through `runCheck` in `run.ts`, in which a time-out, a ' +
      'wrong option and a bug become a status with a sentence.',
    markdownTable(
      ['check', 'what it does'],
      manuals.map(({ name, summary }) => [`[${code(name)}](docs/${name}.md)`, summary]),
    ),
    '## Adding one',
    'A file `check_NAME.ts` that exports `plugin` (see `check_load.ts`), a line in `registry.ts`, and ' +
      '`npm run readme`. What more of it there is goes into a folder `NAME/`; facts of the machine come from `host/`.',
    '## Differences from monitoring-plugins 2.3.3',
    'The options, the first line, the perfdata and the exit code are the same, which the tests hold against the ' +
      'reference command line by command line, except for what follows. Every check:',
    differenceTable(commonDifferences),
    ...manuals.flatMap(({ name, differences }) => [
      `### ${name}`,
      differenceTable(differences.filter((each) => !commonDifferences.includes(each))),
    ]),
  ]);
}

function page(manual: Manual): string {
  const { name, summary, synopsis, options, examples, perfdata, differences } = manual;
  return document([
    `# ${name}`,
    summary,
    block(synopsis.map((line) => `${name} ${line}`)),
    '## Options',
    markdownTable(
      ['option', 'meaning'],
      Object.entries(options).map(([long, option]) => [
        code(optionHeading(long, option)),
        option.says,
      ]),
    ),
    '## Examples',
    ...examples.flatMap(({ line, says }) => [`${says}:`, block([`${name} ${line}`])]),
    '## In Nagios',
    block(commandDefinition(manual)),
    '## Exit codes',
    exitCodes,
    '## Perfdata',
    markdownTable(
      ['label', 'figure'],
      perfdata.map(({ label, says }) => [code(label), says]),
    ),
    '## Differences from monitoring-plugins 2.3.3',
    differenceTable(differences),
  ]);
}

const exitCodes = markdownTable(
  ['exit code', 'status', 'when'],
  [
    ['0', 'OK', 'Nothing is outside its limits.'],
    ['1', 'WARNING', 'Something is outside a warning limit.'],
    [
      '2',
      'CRITICAL',
      'Something is outside a critical limit, or the time was over (see `--timeout-result`).',
    ],
    ['3', 'UNKNOWN', 'It could not be found out, an option is wrong, or help was asked for.'],
  ],
);

/** A command of its first example, and a service that uses it. */
function commandDefinition({ name, examples }: Manual): readonly string[] {
  const line = (examples[0]?.line ?? '').replaceAll('$', '$$$$');
  return [
    'define command {',
    `    command_name  ${name}`,
    `    command_line  $USER1$/${name} ${line}`,
    '}',
  ];
}

function differenceTable(differences: readonly Difference[]): string {
  const rows = differences.map(({ reference, ours, why }) => [reference, ours, why]);
  return markdownTable(['monitoring-plugins', 'watchclock', 'why'], rows);
}

function document(parts: readonly string[]): string {
  const source = '<!-- Written by `npm run readme` from the definitions of the checks. -->';
  return `${[source, ...parts].join('\n\n')}\n`;
}

function block(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
