/** What a check printed, taken apart. */
export interface PluginOutput {
  /** The first line, without its perfdata. */
  readonly output: string;
  /** The further lines, without theirs. */
  readonly longOutput: string;
  /** All perfdata, the pieces separated by a blank. */
  readonly perfdata: string;
}

/**
 * Takes the whole output of a check apart as Nagios does (the Nagios Plugin API of Nagios Core 4): behind the first `|`
 * of the first line stands perfdata, and so does everything behind the first `|` of the lines after it.
 */
export function splitOutput(text: string): PluginOutput {
  const [first = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n');
  const [output, perfdata] = cut(first);
  const [longOutput, more] = cut(rest.join('\n'));
  const pieces = [perfdata, ...more.split('\n')].map((piece) => piece.trim());
  return {
    output: output.trim(),
    longOutput: longOutput.trimEnd(),
    perfdata: pieces.filter((piece) => piece !== '').join(' '),
  };
}

function cut(text: string): readonly [before: string, behind: string] {
  const bar = text.indexOf('|');
  return bar < 0 ? [text, ''] : [text.slice(0, bar), text.slice(bar + 1)];
}
