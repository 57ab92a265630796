import { type Definition, listIn, textOf, type Value } from './definition.ts';

/**
 * The objects that are registered, with what they inherit: the first of several templates in `use` wins, their own come
 * before those of their templates, `+` adds to what would be inherited, and `null` leaves it out.
 */
export function withTemplates(definitions: readonly Definition[]): readonly Definition[] {
  const templates = new Map<string, Definition>();
  for (const definition of definitions) {
    const name = textOf(definition, 'name');
    if (name !== undefined) templates.set(keyOf(definition.type, name), definition);
  }
  const known = new Map<Definition, ReadonlyMap<string, Value>>();
  return definitions
    .filter((definition) => textOf(definition, 'register') !== '0')
    .map((definition) => ({
      ...definition,
      directives: finished(inherited(definition, { templates, known, above: [] })),
    }));
}

interface Heritage {
  readonly templates: ReadonlyMap<string, Definition>;
  readonly known: Map<Definition, ReadonlyMap<string, Value>>;
  /** Whoever asks, to end where templates use each other in a circle. */
  readonly above: readonly Definition[];
}

function inherited(definition: Definition, heritage: Heritage): ReadonlyMap<string, Value> {
  const { templates, known, above } = heritage;
  const before = known.get(definition);
  if (before !== undefined) return before;
  const values = new Map(definition.directives);
  for (const name of listIn(textOf(definition, 'use'))) {
    const template = templates.get(keyOf(definition.type, name));
    if (template === undefined || template === definition || above.includes(template)) continue;
    const theirs = inherited(template, { ...heritage, above: [...above, definition] });
    for (const [directive, value] of theirs) {
      if (ownOnly.has(directive)) continue;
      const own = values.get(directive);
      if (own === undefined) values.set(directive, value);
      else if (own.text.startsWith('+') && value.text !== 'null')
        values.set(directive, sum(own, value));
    }
  }
  known.set(definition, values);
  return values;
}

const ownOnly: ReadonlySet<string> = new Set(['name', 'use', 'register']);

/** `+own` and what is inherited; it still adds when the inherited one did. */
function sum(own: Value, inheritedValue: Value): Value {
  const plus = inheritedValue.text.startsWith('+');
  const theirs = plus ? inheritedValue.text.slice(1) : inheritedValue.text;
  return { ...own, text: `${plus ? '+' : ''}${theirs},${own.text.slice(1)}` };
}

function finished(values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const kept = [...values].filter(([, { text }]) => text !== 'null');
  return new Map(
    kept.map(([name, value]) => [name, { ...value, text: value.text.replace(/^\+/, '') }]),
  );
}

function keyOf(type: string, name: string): string {
  return `${type}\0${name}`;
}
