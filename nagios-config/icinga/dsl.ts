import { comments } from '../format.ts';

/** A value of Icinga's configuration language. */
type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | Expression
  | { readonly [name: string]: Value };

/** A piece of the language itself, such as `host.name` or `2m`, where a string would be data. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Marks a piece of the language itself. */
export function expression(text: string): Expression {
  return new Expression(text);
}

/** One definition: `object Host "a" { … }`. */
export interface Definition {
  /** What comes before the brace, the name as a string of the language: see `head`. */
  readonly head: string;
  /** Attributes in the order in which they are written, without those that are undefined. */
  readonly attributes: Readonly<Record<string, Value | undefined>>;
  readonly imports?: readonly string[];
  /** Statements such as `assign where true`. */
  readonly statements?: readonly string[];
  readonly reasons?: readonly string[];
}

/** The first line of a definition: `object Host "a"`. */
export function head(kind: 'object' | 'template', type: string, name: string): string {
  return `${kind} ${type} ${quoted(name)}`;
}

/** The text of a file of definitions, the header as comments at its top. */
export function formatDefinitions(
  header: readonly string[],
  definitions: readonly Definition[],
): string {
  const parts = definitions.map(formatDefinition);
  return [...comments(header), '', parts.join('\n\n'), ''].join('\n');
}

/** A string of the language: quotes, backslashes and control characters are data. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f]/g,
    (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

/** A string in which `$` is data too, for values whose macros Icinga resolves. */
export function withoutMacros(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function formatDefinition(definition: Definition): string {
  const { head, attributes, imports = [], statements = [], reasons = [] } = definition;
  const lines = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = ${formatValue(value, '  ')}`],
  );
  return [
    ...comments(reasons),
    `${head} {`,
    ...imports.map((name) => `  import ${quoted(name)}`),
    ...lines,
    ...statements.map((statement) => `  ${statement}`),
    '}',
  ].join('\n');
}

function formatValue(value: Value, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Expression) return value.text;
  if (typeof value !== 'object') return String(value);
  if (isList(value)) {
    return value.length === 0
      ? '[]'
      : `[ ${value.map((item) => formatValue(item, indent)).join(', ')} ]`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, item]) => `${inner}${quoted(key)} = ${formatValue(item, inner)}`,
  );
  return lines.length === 0 ? '{}' : ['{', ...lines, `${indent}}`].join('\n');
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
