import { isScalar, type Node, Pair, Scalar, type YAMLMap } from 'yaml';

/**
 * The pairs of a mapping whose values are lines of text. In `{load: check_load -w 15,10,5 -c 30}` each comma ends a
 * pair for YAML: what then has a key and no value is taken for the rest of the value before it. `between` gives the
 * text of the file from the beginning of one node to the end of another.
 */
export function joinedAtCommas(
  map: YAMLMap,
  between: (from: Node, to: Node) => string,
): readonly Pair[] {
  const joined: Pair[] = [];
  for (const pair of map.items) {
    const before = joined.at(-1);
    if (before === undefined || !isBareKey(pair, map) || !isPlain(before.value)) joined.push(pair);
    else joined[joined.length - 1] = new Pair(before.key, goOn(before.value, pair.key, between));
  }
  return joined;
}

/** Whether it is a key in braces without a value: there two that are alike may both be pieces of lines. */
export function isBareKey(pair: Pair, { flow }: YAMLMap): pair is Pair<Scalar, null> {
  return flow === true && pair.value === null && isPlain(pair.key);
}

function isPlain(node: unknown): node is Scalar {
  return isScalar(node) && node.type === 'PLAIN';
}

function goOn(value: Scalar, rest: Scalar, between: (from: Node, to: Node) => string): Scalar {
  const whole = new Scalar(between(value, rest));
  whole.type = 'PLAIN';
  whole.range = [value.range?.[0] ?? 0, rest.range?.[1] ?? 0, rest.range?.[2] ?? 0];
  return whole;
}
