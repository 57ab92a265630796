import type { Miss } from './miss.ts';
import type { JsonExpectation } from './plan.ts';

/** The values that a body, which should be JSON, does not have as they are expected. */
export function missedJson(expected: readonly JsonExpectation[], body: Buffer): Miss[] {
  if (expected.length === 0) return [];
  if (body.length > largest) return [miss(`body is too large for JSON: ${body.length} bytes`)];
  const document = parse(body.toString());
  if (document === undefined) return [miss('body is not JSON')];
  return expected.flatMap(({ path, value }) => {
    const found = valueAt(document.value, path);
    if (found === undefined) return [miss(`json '${path}' not found`)];
    const text = textOf(found);
    return text === value ? [] : [miss(`json '${path}' is '${shorten(text)}', not '${value}'`)];
  });
}

// Parsed, a document may take thirty times as much memory.
const largest = 2 * 1024 * 1024;

function miss(says: string): Miss {
  return { status: 'CRITICAL', says };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

// Steps are split at dots; `[0]` and `.0` both name the first element.
function valueAt(document: unknown, path: string): unknown {
  const steps = path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .filter((step) => step !== '');
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string, unknown>>)[step]
        : undefined,
    document,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
