/** What Nagios's status.dat says of a host, or of one of its services. Times are epoch milliseconds. */
export interface StatusEntry {
  readonly host: string;
  readonly service: string | null;
  /** Nagios's number of the state. */
  readonly code: number;
  /** Checked at all, and so often that the state is hard. */
  readonly settled: boolean;
  /** When it was checked last; null for never. */
  readonly checkedAt: number | null;
  /** Since when it has this hard state. */
  readonly since: number;
  readonly flapping: boolean;
  readonly inDowntime: boolean;
  readonly output: string;
  readonly longOutput: string;
  readonly perfdata: string;
  readonly problemId: number;
}

/** What reading has come to. */
export interface StatusReader {
  /** The entries that a further piece of the file completes. */
  readonly push: (text: string) => readonly StatusEntry[];
  /** When the file was written, once that was read; null before. */
  readonly createdAt: () => number | null;
}

/** A line longer than this is none that Nagios writes: it cuts what it says far below. */
const longestLine = 1 << 20;

/** Reads a status.dat piece by piece and keeps one block in mind. Whatever it is fed, it throws nothing and stays small. */
export function statusReader(): StatusReader {
  let rest = '';
  let skipping = false;
  let block: Map<string, string> | undefined;
  let kind = '';
  let created: number | null = null;
  /** Most lines are fields that nobody asked for: those cost one look for the `=`. */
  const readLine = (line: string, found: StatusEntry[]) => {
    if (line.startsWith('\t') && line !== '\t}') {
      const equals = line.indexOf('=');
      const key = line.slice(1, equals);
      if (equals > 1 && wanted.has(key)) block?.set(key, line.slice(equals + 1));
    } else if (line.trim() === '}') {
      if (block !== undefined && kind === 'info') created = time(block, 'created');
      else if (block !== undefined) found.push(...entryOf(kind, block));
      block = undefined;
    } else if (line.endsWith(' {')) {
      kind = line.slice(0, -2);
      block = kinds.has(kind) ? new Map() : undefined;
    }
  };
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      const found: StatusEntry[] = [];
      for (const [index, line] of lines.entries()) {
        const ending = skipping && index === 0;
        if (!ending && line.length <= longestLine) readLine(line, found);
      }
      if (lines.length > 0) skipping = false;
      if (rest.length > longestLine) {
        rest = '';
        skipping = true;
      }
      return found;
    },
    createdAt: () => created,
  };
}

const kinds: ReadonlySet<string> = new Set(['info', 'hoststatus', 'servicestatus']);

const wanted: ReadonlySet<string> = new Set([
  ...['created', 'host_name', 'service_description', 'current_state', 'state_type'],
  ...['has_been_checked', 'last_hard_state_change', 'is_flapping', 'scheduled_downtime_depth'],
  ...['plugin_output', 'long_plugin_output', 'current_problem_id'],
  ...['last_check', 'performance_data'],
]);

type Fields = ReadonlyMap<string, string>;

/** One entry, or none where a block lacks what every entry has. */
function entryOf(kind: string, fields: Fields): readonly StatusEntry[] {
  const text = (key: string) => fields.get(key) ?? '';
  const host = text('host_name');
  const service = kind === 'hoststatus' ? null : text('service_description');
  const code = number(fields, 'current_state');
  const since = time(fields, 'last_hard_state_change');
  if (host === '' || service === '' || code === null || since === null) return [];
  return [
    {
      ...{ host, service, code, since },
      settled: text('has_been_checked') === '1' && text('state_type') === '1',
      checkedAt: text('has_been_checked') === '1' ? time(fields, 'last_check') : null,
      flapping: text('is_flapping') === '1',
      inDowntime: (number(fields, 'scheduled_downtime_depth') ?? 0) > 0,
      output: text('plugin_output'),
      longOutput: text('long_plugin_output').replaceAll('\\n', '\n'),
      perfdata: text('performance_data'),
      problemId: number(fields, 'current_problem_id') ?? 0,
    },
  ];
}

function number(fields: Fields, key: string): number | null {
  const text = fields.get(key) ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

function time(fields: Fields, key: string): number | null {
  const seconds = number(fields, key);
  return seconds === null ? null : seconds * 1000;
}
