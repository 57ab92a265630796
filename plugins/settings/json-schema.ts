import type { TSchema } from 'typebox';

/**
 * A settings schema as a JSON Schema (2020-12) for editors. Keys with a default may be left out, others not, and
 * unknown ones are wrong, as when the file is read.
 */
export function jsonSchema(schema: TSchema, title: string): object {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  return { $schema, title, ...published(JSON.parse(JSON.stringify(schema))) };
}

/** A schema once it has been through JSON. */
type Plain = Readonly<Record<string, unknown>>;

function published({ expected, required, ...schema }: Plain): Plain {
  const parts = Object.entries(schema).map(([keyword, value]) => [keyword, part(keyword, value)]);
  const whole: Plain = Object.fromEntries(parts);
  const { properties } = schema as { readonly properties?: Readonly<Record<string, Plain>> };
  if (properties === undefined) return whole;
  const needed = (required as readonly string[] | undefined)?.filter(
    (name) => !('default' in (properties[name] ?? {})),
  );
  const obliged = needed === undefined || needed.length === 0 ? {} : { required: needed };
  return { ...whole, ...obliged, additionalProperties: false };
}

/** What stands under a keyword, with the schemas in it published too. */
function part(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Plain>>).map(([name, schema]) => [
          name,
          published(schema),
        ]),
      );
    case 'anyOf':
      return (value as readonly Plain[]).map(published);
    case 'items':
    case 'propertyNames':
      return published(value as Plain);
    default:
      return value;
  }
}
