/** One line `key = value` of an ini file. */
export interface IniEntry {
  readonly key: string;
  readonly value: string;
}

/** One section of an ini file; one that comes twice is one. */
export interface IniSection {
  readonly entries: readonly IniEntry[];
  /** The numbers of the lines in it that are no entries. */
  readonly wrongLines: readonly number[];
}

/**
 * Reads an ini file of the reference's format: `[section]`, `key=value`, repeated keys kept in order, blanks
 * around either trimmed, lines that begin with `#` or `;` passed over. A `#` further on belongs to the value, so
 * that a password may have one. The sections by name; lines before the first one are in the section ``.
 */
export function parseIni(text: string): ReadonlyMap<string, IniSection> {
  const lines = text.split('\n').map((line) => line.trim());
  const sections = new Map<string, IniSection>();
  let name = '';
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const header = /^\[\s*(.*?)\s*\]/.exec(line)?.[1];
    name = header ?? name;
    const section = sections.get(name) ?? { entries: [], wrongLines: [] };
    sections.set(name, header === undefined ? withLine(section, line, index + 1) : section);
  }
  return sections;
}

function withLine({ entries, wrongLines }: IniSection, line: string, number: number): IniSection {
  const [, key, value] = /^([^=]*[^=\s])\s*=\s*(.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) {
    return { entries, wrongLines: [...wrongLines, number] };
  }
  return { entries: [...entries, { key, value }], wrongLines };
}
