import { compileEre } from '../check/ere.ts';
import { EreError } from '../check/ere-error.ts';
import type { Reader } from '../check/option.ts';
import { parseNumber, refuse } from '../check/readers.ts';
import { UsageError } from '../check/usage-error.ts';
import type { Filter } from './filter.ts';

/** A filter as it was asked for: a user is known by name or number until the machine has been asked. */
export type FilterRequest =
  | Exclude<Filter, { readonly kind: 'user' | 'overruled' }>
  | { readonly kind: 'user'; readonly nameOrUid: string }
  | { readonly kind: 'overruled'; readonly request: FilterRequest };

/** How the options that filter are read, by name. One option may ask for more than one filter. */
export const filterReaders = {
  status: (text) => [{ kind: 'state', flags: text }],
  ppid: (text) => [{ kind: 'parent', pid: integer(text, 'Parent Process ID') }],
  user: (text) => [{ kind: 'user', nameOrUid: text }],
  command: (text) => [{ kind: 'command', name: text }],
  'argument-array': (text) => [{ kind: 'args', text }],
  'ereg-argument-array': (text) => [regex(text)],
  vsz: (text) => [{ kind: 'vsz', least: integer(text, 'VSZ') }],
  rss: (text) => [{ kind: 'rss', least: integer(text, 'RSS') }],
  pcpu: (text) => [{ kind: 'pcpu', least: decimal(text, 'PCPU') }],
  'exclude-process': (text) => [{ kind: 'exclude', names: text.split(',') }],
  cgroup: (text) => [{ kind: 'cgroup', path: text }],
  container: (text) => [{ kind: 'container', id: text }],
  'exactly-one': (text, name) => {
    const [, nameOrUid, expression] = /^([^:]+):([\s\S]+)$/.exec(text) ?? [];
    if (nameOrUid === undefined || expression === undefined) {
      return refuse(text, name, 'not a user and an expression (USER:REGEX)');
    }
    return [{ kind: 'user', nameOrUid }, regex(expression)];
  },
} as const satisfies Record<string, Reader<readonly FilterRequest[]>>;

/**
 * The filters that options ask for, in the order given. As in the reference the first state, command and text in
 * the arguments count, and the last of every other kind, which the answer then names all; excluded programs add up.
 */
export function filterRequests(
  occurrences: readonly { readonly option: string; readonly text: string }[],
): readonly FilterRequest[] {
  const requests = occurrences.flatMap(({ option, text }) =>
    isFilter(option) ? filterReaders[option](text, `--${option}`) : [],
  );
  return requests.flatMap((request, at): readonly FilterRequest[] => {
    const isAmong = (others: typeof requests) => others.some(({ kind }) => kind === request.kind);
    if (request.kind === 'exclude') return [request];
    if (firstCounts.includes(request.kind)) return isAmong(requests.slice(0, at)) ? [] : [request];
    return [isAmong(requests.slice(at + 1)) ? { kind: 'overruled', request } : request];
  });
}

const firstCounts: readonly string[] = ['state', 'command', 'args'];

function isFilter(option: string): option is keyof typeof filterReaders {
  return Object.hasOwn(filterReaders, option);
}

function regex(text: string): FilterRequest {
  try {
    return { kind: 'args-regex', text, expression: compileEre(text) };
  } catch (error) {
    if (!(error instanceof EreError)) throw error;
    throw new UsageError(`PROCS UNKNOWN: Could not compile regular expression - ${error.message}`, [
      `"${text}"`,
    ]);
  }
}

function integer(text: string, what: string): number {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  throw new UsageError(`check_procs: ${what} must be an integer!`, [`"${text}"`]);
}

function decimal(text: string, what: string): number {
  const number = parseNumber(text);
  if (number !== undefined) return number;
  throw new UsageError(`check_procs: ${what} must be a float!`, [`"${text}"`]);
}
