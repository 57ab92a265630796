/** What somebody says of a host or service, in the common part of all protocols for passive results. */
export interface PassiveCheck {
  readonly host: string;
  /** Null for the host itself. */
  readonly service: string | null;
  /** Nagios's number: of a status for a service; 0 up, 1 down, 2 unreachable for a host. */
  readonly code: number;
  /** The plugin's whole output, its lines separated by newlines. */
  readonly output: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What a decoder makes of one record. */
export type Decoded<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'wrong'; readonly why: string };

/** What is wrong with a passive check, as a sentence; undefined when nothing is. */
export function passiveCheckProblem({ host, service, code }: PassiveCheck): string | undefined {
  if (host === '') return 'it names no host';
  if (service === '') return 'its service has no name';
  if (!Number.isInteger(code) || code < 0 || code > 3) return `there is no status ${code}`;
  const odd = [host, service ?? ''].find((name) => /[;\p{Cc}]/u.test(name));
  return odd === undefined ? undefined : `no name may hold ${JSON.stringify(odd)}`;
}

/** An output in one line, as Nagios's commands hold it: newline as `\n`, backslash as `\\`. */
export function escapeOutput(output: string): string {
  return output.replaceAll('\\', '\\\\').replaceAll('\r', '').replaceAll('\n', '\\n');
}

/** The output that Nagios makes of a line: a backslash before anything else than `n` and itself is a backslash. */
export function unescapeOutput(line: string): string {
  return line.replace(/\\([\\n])/g, (_, char: string) => (char === 'n' ? '\n' : '\\'));
}
