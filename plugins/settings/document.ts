import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLParseError,
} from 'yaml';
import { isBareKey } from './flow-commas.ts';
import type { KeyPath, Place, Problem } from './problem.ts';

/** A YAML file as a tree whose nodes know where they stand. */
export interface YamlFile {
  readonly file: string;
  readonly root: Node | null;
  /** What the YAML itself has wrong; the tree is only whole when there is nothing. */
  readonly problems: readonly Problem[];
  /** Where a node stands; the start of the file for none. */
  readonly place: (node: Node | null | undefined) => Place;
  /** Where the value of a key path stands, or the nearest thing around it that is in the file. */
  readonly find: (path: KeyPath) => Place;
  /** The node that an alias stands for; any other node is itself. */
  readonly resolve: (node: Node | null) => Node | null;
  /** The text of the file from the beginning of one node to the end of another. */
  readonly between: (from: Node, to: Node) => string;
  /** A node as plain data. */
  readonly data: (node: Node | null) => unknown;
  /** A node for a value that is not in the file, such as a default. */
  readonly createNode: (value: unknown) => Node;
}

/** Parses YAML 1.2 text; `file` is what error messages call it. */
export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
  const document = parseDocument(text, options);
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const place = (node: Node | null | undefined) => placeOf(node?.range?.[0] ?? 0);
  const resolve = (node: Node | null) => follow(document, node);
  return {
    file,
    root: document.contents,
    problems: [...document.errors, ...document.warnings, ...repeatedKeys(document)].map(
      ({ pos, message }) => ({ place: placeOf(pos[0]), key: '', what: message }),
    ),
    place,
    find: (path) => place(lastOnPath(document.contents, path, resolve)),
    resolve,
    between: (from, to) => text.slice(from.range?.[0], to.range?.[1]),
    data: (node) => node?.toJS(document) ?? null,
    createNode: (value) => document.createNode(value),
  };
}

/** The parser itself compares each key with all others of its map: with ten thousand hosts that takes longer than all else. */
function repeatedKeys(document: Document): Pick<YAMLParseError, 'pos' | 'message'>[] {
  const repeated: Scalar[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<unknown>();
      for (const pair of map.items) {
        const { key } = pair;
        if (!isScalar(key) || isBareKey(pair, map)) continue;
        if (seen.has(key.value)) repeated.push(key);
        seen.add(key.value);
      }
    },
  });
  return repeated.map(({ range }) => ({
    pos: [range?.[0] ?? 0, range?.[1] ?? 0],
    message: 'Map keys must be unique',
  }));
}

/** The text of a scalar as it stands in the file (`0123` stays `0123`), or undefined for another node. */
export function scalarText(node: Node | null): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function follow(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function lastOnPath(
  root: Node | null,
  path: KeyPath,
  resolve: (node: Node | null) => Node | null,
): Node | null {
  let last = root;
  for (const part of path) {
    const here = resolve(last);
    if (!isMap(here) && !isSeq(here)) return last;
    const next = isMap(here)
      ? here.items.find(({ key }) => scalarText(key as Node) === String(part))?.value
      : here.items[Number(part)];
    if (next === undefined || next === null) return last;
    last = next as Node;
  }
  return last;
}
