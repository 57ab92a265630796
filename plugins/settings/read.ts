import { type TObject, type TRecord, type TSchema, Type } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';
import { Errors } from 'typebox/value';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { customReader, mustBe, type ReadContext } from './custom.ts';
import { scalarText, type YamlFile } from './document.ts';
import { joinedAtCommas } from './flow-commas.ts';
import { didYouMean } from './nearest.ts';
import { formatKey, type KeyPath, type Problem, showValue } from './problem.ts';

/** One run of a reader over one file: what it knows, and the problems that it finds on its way. */
export interface Reading {
  readonly yaml: YamlFile;
  readonly context: ReadContext;
  readonly problems: Problem[];
}

/** A node and where it stands; `around` is what an error points at when there is no node. */
export interface Spot {
  readonly node: Node | null;
  readonly path: KeyPath;
  readonly around: Node | null;
}

/**
 * The value that `schema` makes of a node. Everything wrong is added to `reading.problems`;
 * then the value is of no use.
 */
export function readNode(schema: TSchema, spot: Spot, reading: Reading): unknown {
  const here = { ...spot, node: reading.yaml.resolve(spot.node) };
  if (here.node === null || (isScalar(here.node) && here.node.value === null)) {
    return complain(here, 'has no value', reading);
  }
  const read = customReader(schema);
  if (read !== undefined) {
    const parsed = read(scalarText(here.node) ?? reading.yaml.data(here.node), reading.context);
    return 'value' in parsed ? parsed.value : complain(here, parsed.problem, reading);
  }
  if (Type.IsUnion(schema)) return readUnion(schema.anyOf, here, reading);
  if (Type.IsObject(schema)) return readObject(schema, here, reading);
  if (Type.IsRecord(schema)) return readRecord(schema, here, reading);
  if (Type.IsArray(schema)) return readArray(schema, schema.items, here, reading);
  return readPlain(schema, here, reading);
}

function readObject(schema: TObject, spot: Spot, reading: Reading): unknown {
  if (!isMap(spot.node)) return refuse(schema, 'a mapping', spot, reading);
  const given = byName(spot.node.items);
  complainAboutUnknown(Object.keys(schema.properties), given, spot, reading);
  const values = Object.entries(schema.properties).map(([name, property]) => {
    const pair = given.get(name);
    if (pair === undefined) return [name, readAbsent(property, below(spot, name), reading)];
    return [name, readNode(property, below(spot, name, pair.value as Node), reading)];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function readAbsent(schema: TSchema, spot: Spot, reading: Reading): unknown {
  if ('default' in schema) {
    return readNode(schema, { ...spot, node: reading.yaml.createNode(schema.default) }, reading);
  }
  return Type.IsOptional(schema) ? undefined : complain(spot, 'is missing', reading);
}

function complainAboutUnknown(
  known: readonly string[],
  given: ReadonlyMap<string, Pair>,
  spot: Spot,
  reading: Reading,
): void {
  for (const [name, { key }] of given) {
    if (known.includes(name)) continue;
    const free = known.filter((candidate) => !given.has(candidate));
    const what = `there is no such key${didYouMean(name, free)}`;
    complain(below(spot, name, key as Node), what, reading);
  }
}

function readRecord(schema: TRecord, spot: Spot, reading: Reading): unknown {
  if (!isMap(spot.node)) return refuse(schema, 'a mapping', spot, reading);
  const { propertyNames: names = Type.String() } = schema as { readonly propertyNames?: TSchema };
  const [item = Type.Unknown()] = Object.values<TSchema>(schema.patternProperties);
  const { commas = false } = schema as { readonly commas?: boolean };
  const items = commas ? joinedAtCommas(spot.node, reading.yaml.between) : spot.node.items;
  const values = [...byName(items)].map(([name, { key, value }]) => {
    judge(names, name, below(spot, name, key as Node), reading);
    return [name, readNode(item, below(spot, name, value as Node), reading)];
  });
  return Object.fromEntries(values);
}

function readArray(schema: TSchema, items: TSchema, spot: Spot, reading: Reading): unknown {
  if (!isSeq(spot.node)) return refuse(schema, 'a list', spot, reading);
  const values = spot.node.items.map((node, index) =>
    readNode(items, below(spot, index, node as Node), reading),
  );
  const { minItems = 0 } = schema as { readonly minItems?: number };
  if (values.length >= minItems) return values;
  return complain(spot, `needs at least ${minItems}, and has ${values.length}`, reading);
}

function readPlain(schema: TSchema, spot: Spot, reading: Reading): unknown {
  const value = reading.yaml.data(spot.node);
  judge(schema, value, spot, reading);
  return value;
}

/** The first alternative that fits; when none does, the complaints of the one that came nearest. */
function readUnion(alternatives: readonly TSchema[], spot: Spot, reading: Reading): unknown {
  const fitting = alternatives.filter((schema) => suits(schema, spot.node));
  if (fitting.every(Type.IsLiteral)) return readWord(alternatives, spot, reading);
  const attempts = fitting.map((schema) => {
    const attempt: Reading = { ...reading, problems: [] };
    return { value: readNode(schema, spot, attempt), problems: attempt.problems };
  });
  const [best] = attempts.toSorted((a, b) => a.problems.length - b.problems.length);
  reading.problems.push(...(best?.problems ?? []));
  return best?.value;
}

function suits(schema: TSchema, node: Node | null): boolean {
  if (customReader(schema) !== undefined) return true;
  if (Type.IsObject(schema) || Type.IsRecord(schema)) return isMap(node);
  if (Type.IsArray(schema)) return isSeq(node);
  return isScalar(node);
}

/** A value that can only be one of the words among the alternatives, if anything. */
function readWord(alternatives: readonly TSchema[], spot: Spot, reading: Reading): unknown {
  const value = reading.yaml.data(spot.node);
  const words = alternatives.filter(Type.IsLiteral).map((word) => word.const);
  if (words.some((word) => word === value)) return value;
  const kinds = alternatives.map((schema) => kindOf(schema)).filter((kind) => kind !== undefined);
  return complain(spot, notOneOf(words, kinds, value), reading);
}

function kindOf(schema: TSchema): string | undefined {
  if (Type.IsObject(schema) || Type.IsRecord(schema)) return 'a mapping';
  return Type.IsArray(schema) ? 'a list' : undefined;
}

function notOneOf(words: readonly unknown[], kinds: readonly string[], value: unknown): string {
  const choices = [...words, ...kinds].join(', ').replace(/, ([^,]*)$/, ' or $1');
  const known = words.filter((word) => typeof word === 'string');
  return mustBe(choices, value) + (typeof value === 'string' ? didYouMean(value, known) : '');
}

/** Texts, numbers, booleans and words of a list, as typebox judges them. */
function judge(schema: TSchema, value: unknown, spot: Spot, reading: Reading): void {
  const [error] = Errors(schema, value);
  if (error === undefined) return;
  const what = Type.IsEnum(schema)
    ? notOneOf(schema.enum, [], value)
    : `${expectation(schema, error)}, not ${showValue(value)}`;
  complain(spot, what, reading);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** What a schema asks for in words; `expected` in a schema says it better than its pattern would. */
function expectation(schema: TSchema, { keyword, message }: TLocalizedValidationError): string {
  const { expected, type, minimum, maximum } = schema as {
    readonly expected?: string;
    readonly type?: string;
    readonly minimum?: number;
    readonly maximum?: number;
  };
  if (expected !== undefined) return `must be ${expected}`;
  if (keyword === 'type') return `must be ${kinds[type ?? ''] ?? type}`;
  const between = minimum !== undefined && maximum !== undefined;
  return between ? `must be from ${minimum} to ${maximum}` : message;
}

/** A value of the wrong kind; it is not shown where it may be a secret in the wrong place. */
function refuse(schema: TSchema, expected: string, spot: Spot, reading: Reading): undefined {
  const shown = holdsSecret(schema)
    ? `must be ${expected}`
    : mustBe(expected, reading.yaml.data(spot.node));
  return complain(spot, shown, reading);
}

function holdsSecret(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return 'writeOnly' in schema || Object.values(schema).some(holdsSecret);
}

function byName(pairs: readonly Pair[]): Map<string, Pair> {
  return new Map(pairs.map((pair) => [scalarText(pair.key as Node) ?? String(pair.key), pair]));
}

function below(spot: Spot, name: string | number, node: Node | null = null): Spot {
  return { node, path: [...spot.path, name], around: spot.node };
}

function complain(
  { node, path, around }: Spot,
  what: string,
  { yaml, problems }: Reading,
): undefined {
  const place = yaml.place(node?.range ? node : around);
  problems.push({ place, key: formatKey(path), what });
}
