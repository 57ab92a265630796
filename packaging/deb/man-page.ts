/** What a manual page is made of. */
export interface ManualSource {
  /** The page's own name: `watchclock-agent`. */
  readonly name: string;
  /** 1 for a command of anybody's, 8 for a daemon. */
  readonly section: 1 | 8;
  /** One line: what it does. */
  readonly summary: string;
  readonly version: string;
  /** What the command prints with `--help`. */
  readonly help: string;
}

/**
 * A manual page (man(7)) with the text of a command's help: its usage as the synopsis, a heading where the help has
 * one, options as a list; what is indented there stays as it is set.
 */
export function manPage({ name, section, summary, version, help }: ManualSource): string {
  const { usage, rest } = apart(help);
  const body = blocks(rest).map(formatBlock).join('');
  return [
    `.TH "${name.toUpperCase()}" "${section}" "" "watchclock ${version}" "watchclock"\n`,
    `.SH NAME\n${escaped(name)} \\- ${escaped(summary)}\n`,
    `.SH SYNOPSIS\n${asSet(usage)}`,
    /^\.SH/.test(body) ? body : `.SH DESCRIPTION\n${body}`,
    '.SH "SEE ALSO"\n.BR watchclock (1)\n',
  ].join('');
}

/** The lines of the usage, without that word, and all the others. */
function apart(help: string): { readonly usage: readonly string[]; readonly rest: string } {
  const [, before = '', usage = '', after = ''] =
    /^([\s\S]*?)^Usage:([\s\S]*?)(?:\n\n|$(?![\s\S]))([\s\S]*)$/m.exec(help) ?? [];
  const lines = usage.split('\n').map((line) => line.trim());
  // A check begins with its name and version, which stand in the page's frame.
  const introduction = before.replace(/^\S+ v\S+ \(.*\)\n/, '');
  return { usage: lines.filter((line) => line !== ''), rest: `${introduction}\n${after}` };
}

/** Parts between empty lines, and each heading by itself. */
function blocks(text: string): readonly (readonly string[])[] {
  return text
    .split(/\n\s*\n|\n(?=\S[^\n]*:\n)/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0);
}

function formatBlock(lines: readonly string[]): string {
  const [first = '', ...others] = lines;
  const heading = /^([A-Z][\w ]{0,40}):$/.exec(first)?.[1];
  if (heading !== undefined) {
    return `.SH "${heading.toUpperCase()}"\n${others.length === 0 ? '' : formatBlock(others)}`;
  }
  const [, title, sentence] = /^(Exit status|Examples?): (.*)$/.exec(first) ?? [];
  if (title !== undefined && sentence !== undefined) {
    return `.SH "${title.toUpperCase()}"\n${asSet([sentence, ...others])}`;
  }
  if (/^ {1,6}-/.test(first)) return options(lines);
  if (lines.every((line) => /^\S/.test(line))) return `.PP\n${lines.map(filled).join('')}`;
  return asSet(lines);
}

/** A list of options, each with the text that stands beside it or, further in, below it. */
function options(lines: readonly string[]): string {
  return lines
    .map((line) => {
      const [, option, says] = /^ {1,6}(-\S.*?)(?: {2,}(.*))?$/.exec(line) ?? [];
      if (option === undefined) return filled(line.trim());
      return `.TP\n\\fB${escaped(option)}\\fR\n${says === undefined ? '' : filled(says)}`;
    })
    .join('');
}

/** Lines as they are set, in the font of a terminal. */
function asSet(lines: readonly string[]): string {
  return `.PP\n.nf\n${lines.map(filled).join('')}.fi\n`;
}

function filled(line: string): string {
  const text = escaped(line);
  // A point or a quote at its beginning would make it a request.
  return `${/^[.']/.test(text) ? '\\&' : ''}${text}\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti');
}
