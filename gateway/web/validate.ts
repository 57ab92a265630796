import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TLocalizedValidationError } from 'typebox/error';
import { didYouMean } from '../../plugins/settings/nearest.ts';
import { showValue } from '../../plugins/settings/problem.ts';
import type { Complaint } from './complaint.ts';

/** What is wrong with a value, as sentences; empty when the schema takes it. */
export type Validator = (value: unknown) => readonly Complaint[];

/** A validator for a schema. A union of objects that differ in their `kind` is judged by the one that is meant. */
export function validatorFor(schema: TSchema): Validator {
  const kinds = variantsByKind(schema);
  if (kinds !== undefined) return variantValidator(kinds);
  const compiled = Compile(schema);
  return (value) =>
    compiled.Check(value)
      ? []
      : compiled.Errors(value).flatMap((error) => complaints(error, schema, value));
}

function variantsByKind(schema: TSchema): ReadonlyMap<string, TSchema> | undefined {
  const { anyOf } = schema as { readonly anyOf?: readonly Variant[] };
  const entries = anyOf?.map((variant) => [variant.properties?.kind?.const, variant] as const);
  if (entries?.every((entry): entry is readonly [string, TSchema] => entry[0] !== undefined)) {
    return new Map(entries);
  }
  return undefined;
}

type Variant = TSchema & {
  readonly properties?: { readonly kind?: { readonly const?: string } };
};

function variantValidator(kinds: ReadonlyMap<string, TSchema>): Validator {
  const validators = new Map([...kinds].map(([kind, schema]) => [kind, validatorFor(schema)]));
  return (value) => {
    if (typeof value !== 'object' || value === null) {
      return [{ pointer: '', detail: `must be an object, not ${showValue(value)}` }];
    }
    const { kind } = value as { readonly kind?: unknown };
    const validator = typeof kind === 'string' ? validators.get(kind) : undefined;
    if (validator !== undefined) return validator(value);
    return [{ pointer: '/kind', detail: oneOf([...kinds.keys()], kind) }];
  };
}

/** Typebox's words for an error are about the schema; these are about the value. */
function complaints(
  error: TLocalizedValidationError,
  schema: TSchema,
  value: unknown,
): readonly Complaint[] {
  const { instancePath: pointer } = error;
  const found = at(value, pointer);
  switch (error.keyword) {
    // Each member that may not be there is named by the error on the object around it.
    case 'boolean':
      return [];
    case 'additionalProperties': {
      const known = Object.keys(properties(at(schema, error.schemaPath.slice(1))));
      return error.params.additionalProperties.map((name) => ({
        pointer: below(pointer, name),
        detail: `there is no such member${didYouMean(name, known)}`,
      }));
    }
    case 'required':
      return error.params.requiredProperties.map((name) => ({
        pointer: below(pointer, name),
        detail: 'is missing',
      }));
    case 'enum':
      return [{ pointer, detail: oneOf(error.params.allowedValues, found) }];
    default: {
      const wanted = expectation(at(schema, error.schemaPath.slice(1)));
      const must = wanted === undefined ? error.message : `must be ${wanted}`;
      return [{ pointer, detail: `${must}, not ${showValue(found)}` }];
    }
  }
}

/** What a schema asks for in words; `expected` in a schema says it better than its type would. */
function expectation(schema: unknown): string | undefined {
  const { expected, type } = Object(schema) as {
    readonly expected?: string;
    readonly type?: string;
  };
  return expected ?? types[type ?? ''];
}

const types: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

function oneOf(words: readonly unknown[], given: unknown): string {
  if (given === undefined) return `is missing: one of ${words.join(', ')}`;
  const known = words.filter((word) => typeof word === 'string');
  const hint = typeof given === 'string' ? didYouMean(given, known) : '';
  return `must be one of ${words.join(', ')}, not ${showValue(given)}${hint}`;
}

function properties(schema: unknown): object {
  return (Object(schema) as { readonly properties?: object }).properties ?? {};
}

/** What a JSON pointer leads to. */
function at(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((inner, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
      ? (inner as Record<string, unknown>)[name]
      : undefined;
  }, value);
}

function below(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
