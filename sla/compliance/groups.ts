/** One thing for each path of keys, made when it is asked for the first time. */
export interface Groups<Value> {
  readonly of: (...path: readonly (string | null)[]) => Value;
  /** Every path with its thing, in order; null comes first. */
  readonly all: () => readonly (readonly [path: readonly (string | null)[], value: Value])[];
}

/** Groups of things that are made by `create`. */
export function groupsOf<Value>(create: () => Value): Groups<Value> {
  // Maps in maps: a text made of a path would have to be made for each question, and there are millions.
  const root: Node<Value> = { below: new Map() };
  const of = (...path: readonly (string | null)[]) => {
    let node = root;
    for (const key of path) {
      let next = node.below.get(key);
      if (next === undefined) {
        next = { below: new Map() };
        node.below.set(key, next);
      }
      node = next;
    }
    node.value ??= create();
    return node.value;
  };
  return { of, all: () => valuesIn(root, []) };
}

interface Node<Value> {
  readonly below: Map<string | null, Node<Value>>;
  value?: Value;
}

type Found<Value> = readonly [path: readonly (string | null)[], value: Value];

function valuesIn<Value>(
  { below, value }: Node<Value>,
  path: readonly (string | null)[],
): readonly Found<Value>[] {
  const own: readonly Found<Value>[] = value === undefined ? [] : [[path, value]];
  const keys = [...below.keys()].sort((one, other) => ((one ?? '') < (other ?? '') ? -1 : 1));
  return [
    ...own,
    ...keys.flatMap((key) => valuesIn(below.get(key) ?? { below: new Map() }, [...path, key])),
  ];
}
