import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { parseYaml, type YamlFile } from './document.ts';
import { ConfigError, formatKey, type KeyPath, type Problem } from './problem.ts';
import { readNode } from './read.ts';

/** The value that a schema describes, with nothing in it to change. */
export type Settings<S extends TSchema> = DeepReadonly<Static<S>>;

type DeepReadonly<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** Reports something wrong that only the whole value shows; `path` names the culprit. */
export type Complain = (path: KeyPath, what: string) => void;

/** What loading may be told besides the path and the schema. */
export interface LoadOptions<S extends TSchema> {
  /** Where `{env: NAME}` looks; this process's own environment unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Rules that a schema cannot say; only called with a value that fits the schema. */
  readonly check?: (value: Settings<S>, complain: Complain) => void;
}

/** A file as far as it could be read: `value` is only there when there are no problems. */
export interface ReadSettings<S extends TSchema> {
  readonly value: Settings<S> | undefined;
  readonly problems: readonly Problem[];
  /** A problem at a key path of this file, for rules that look at several files. */
  readonly problem: (path: KeyPath, what: string) => Problem;
}

/**
 * The checked value of a YAML file. Throws a ConfigError that lists everything wrong with it, each as
 * `file:line:column: key: what is wrong`; the caller prints its message and stops.
 */
export function loadSettings<S extends TSchema>(
  path: string,
  schema: S,
  options: LoadOptions<S> = {},
): Settings<S> {
  const { value, problems } = readSettings(path, schema, options);
  if (value === undefined) throw new ConfigError(problems);
  return value;
}

/** As `loadSettings`, but problems are an answer, so that several files can be judged together. */
export function readSettings<S extends TSchema>(
  path: string,
  schema: S,
  { env = process.env, check }: LoadOptions<S> = {},
): ReadSettings<S> {
  const yaml = readYaml(path);
  const problems = [...yaml.problems];
  const problem = (key: KeyPath, what: string): Problem => ({
    place: yaml.find(key),
    key: formatKey(key),
    what,
  });
  if (problems.length > 0) return { value: undefined, problems, problem };
  const context = { folder: dirname(resolve(path)), env, readFile };
  const top = { node: yaml.root, path: [], around: null };
  const value = readNode(schema, top, { yaml, context, problems }) as Settings<S>;
  if (problems.length === 0) check?.(value, (key, what) => problems.push(problem(key, what)));
  return problems.length > 0
    ? { value: undefined, problems, problem }
    : { value, problems, problem };
}

function readYaml(path: string): YamlFile {
  try {
    return parseYaml(path, readFile(path));
  } catch (error) {
    const what = `cannot be read: ${(error as Error).message}`;
    const place = { file: path, line: 1, column: 1 };
    return { ...parseYaml(path, ''), problems: [{ place, key: '', what }] };
  }
}

function readFile(path: string): string {
  return readFileSync(path, 'utf8');
}
