/** One line `key = value` of an ini file. */
export interface IniEntry {
  readonly key: string;
  readonly value: string;
}

/** What an ini file says: its sections by name; a section that comes twice is one. */
export type Ini = ReadonlyMap<string, readonly IniEntry[]>;

/**
 * Reads an ini file of the reference's format: `[section]`, `key=value`, repeated keys kept in order, blanks
 * around either trimmed, lines that begin with `#` or `;` ignored. A `#` further on belongs to the value, so that
 * a password may have one. Returns the number of the first line that is none of these instead.
 */
export function parseIni(text: string): Ini | { readonly wrongLine: number } {
  const sections = new Map<string, IniEntry[]>();
  let section: IniEntry[] | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const header = /^\[\s*(.*?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = sections.get(header) ?? [];
      sections.set(header, section);
      continue;
    }
    const [, key, value] = /^([^=]*[^=\s])\s*=\s*(.*)$/.exec(line) ?? [];
    if (section === undefined || key === undefined || value === undefined) {
      return { wrongLine: index + 1 };
    }
    section.push({ key, value });
  }
  return sections;
}
