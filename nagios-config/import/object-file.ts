import type { Definition, Value } from './definition.ts';

/** What stands in an object file: its definitions, the further files and folders that it names, and lines that are neither. */
export interface ObjectFile {
  readonly definitions: readonly Definition[];
  readonly includes: readonly { readonly kind: 'file' | 'folder'; readonly path: string }[];
  readonly strange: readonly Value[];
}

/**
 * Reads an object file as Nagios Core 4 does (xdata/xodtemplate.c): `;` starts a comment unless a backslash stands before it, `#` does at
 * the start of a line, and a backslash at its end continues it.
 */
export function parseObjectFile(file: string, text: string): ObjectFile {
  const definitions: Definition[] = [];
  const includes: ObjectFile['includes'][number][] = [];
  const strange: Value[] = [];
  let open:
    | { readonly type: string; readonly line: number; values: Map<string, Value> }
    | undefined;
  for (const { text: content, line } of logicalLines(text)) {
    const origin = { file, line };
    const start = /^define\s+([a-z_]+)\s*\{?$/.exec(content);
    const include = /^include_(file|dir)=(.+)$/.exec(content);
    if (content === '{' && open !== undefined) continue;
    if (open !== undefined && content === '}') {
      const { type, line: first, values } = open;
      definitions.push({ type, origin: { file, line: first }, directives: values });
      open = undefined;
    } else if (open !== undefined) {
      const [name, value] = directive(content);
      open.values.set(name, { text: value, origin });
    } else if (start?.[1] !== undefined) open = { type: start[1], line, values: new Map() };
    else if (include?.[2] !== undefined) {
      includes.push({ kind: include[1] === 'file' ? 'file' : 'folder', path: include[2].trim() });
    } else strange.push({ text: content, origin });
  }
  if (open !== undefined) {
    strange.push({ text: `define ${open.type} has no end`, origin: { file, line: open.line } });
  }
  return { definitions, includes, strange };
}

/** Lines that say something, those that go on put together, without comments and the blanks around. */
function* logicalLines(text: string): Iterable<{ readonly text: string; readonly line: number }> {
  let begun: { readonly text: string; readonly line: number } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const { text: before, line } = begun ?? { text: '', line: index + 1 };
    const whole = before + (before === '' ? raw : raw.trimStart());
    const goesOn = /(?<!\\)(?:\\\\)*\\$/.test(raw);
    begun = goesOn ? { text: whole.slice(0, -1), line } : undefined;
    if (goesOn) continue;
    const content = withoutComment(whole);
    if (content !== '') yield { text: content, line };
  }
}

function withoutComment(line: string): string {
  if (/^\s*[#;]/.test(line)) return '';
  const cut = line.search(/(?<!\\);/);
  return (cut < 0 ? line : line.slice(0, cut)).replaceAll('\\;', ';').trim();
}

/** Old names that Nagios still reads, and what they are called now. */
const synonyms: Readonly<Record<string, string>> = {
  host: 'host_name',
  hosts: 'host_name',
  hostgroup: 'hostgroup_name',
  host_groups: 'hostgroups',
  description: 'service_description',
  normal_check_interval: 'check_interval',
  retry_check_interval: 'retry_interval',
  service_groups: 'servicegroups',
  parent: 'parents',
};

function directive(line: string): readonly [name: string, value: string] {
  const [, name = line, value = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? [];
  const known = name.startsWith('_') ? name.toUpperCase() : name;
  const current = Object.hasOwn(synonyms, known) ? synonyms[known] : undefined;
  return [current ?? known, value];
}
