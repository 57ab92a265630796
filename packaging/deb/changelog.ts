/** Which changes, when they were packed, and by whom. */
export interface Release {
  readonly version: string;
  readonly maintainer: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * The project's changes as Debian writes them (Debian Policy 4.4): what is below the first heading of CHANGELOG.md
 * as this release.
 */
export function debianChangelog(changelog: string, { version, maintainer, at }: Release): string {
  const [, latest = ''] = changelog.split(/^## .*$/m);
  const entries = latest.split('\n').flatMap((line) => /^- (.*)$/.exec(line)?.[1] ?? []);
  const lines = entries.flatMap((entry) => indented(wrap(entry.replaceAll('`', ''))));
  return [
    `watchclock (${version}) unstable; urgency=medium`,
    '',
    ...lines,
    '',
    ` -- ${maintainer}  ${dated(at)}`,
    '',
  ].join('\n');
}

const width = 76;

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function indented([first = '', ...others]: readonly string[]): readonly string[] {
  return [`  * ${first}`, ...others.map((line) => `    ${line}`)];
}

/** As in a mail: `Mon, 23 Nov 2026 03:00:00 +0000`. */
function dated(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
