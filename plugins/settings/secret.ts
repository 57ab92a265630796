import { createHash, timingSafeEqual } from 'node:crypto';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import type { TUnsafe } from 'typebox';
import { Custom, type Parsed, type ReadContext } from './custom.ts';
import { showValue } from './problem.ts';

/** A password, token or key. However it is printed, logged or turned into JSON, it shows `[secret]`. */
export interface Secret {
  /** The secret itself; call it only where it is used, and keep the answer out of logs and messages. */
  readonly reveal: () => string;
}

/** Wraps a text so that nothing prints it by accident. */
export function secret(text: string): Secret {
  const redacted = () => '[secret]';
  return Object.freeze({
    reveal: () => text,
    toString: redacted,
    toJSON: redacted,
    [inspect.custom]: redacted,
  });
}

/** Whether `candidate` is the secret, in a time that does not depend on where the two differ. */
export function matchesSecret(expected: Secret, candidate: string): boolean {
  return timingSafeEqual(digest(expected.reveal()), digest(candidate));
}

/**
 * A secret in a configuration file: the text itself, `{file: PATH}` (its content without the last line end)
 * or `{env: NAME}`. What stands there is never part of an error message.
 */
export function SecretText(schema: object = {}): TUnsafe<Secret> {
  const forms = [{ type: 'string', minLength: 1 }, reference('file'), reference('env')];
  return Custom<Secret>({ anyOf: forms, writeOnly: true, ...schema }, (input, context) => {
    if (typeof input === 'string') return notEmpty(input, 'is empty');
    const [[kind, name] = [], ...rest] = Object.entries(Object(input));
    const known = typeof name === 'string' && rest.length === 0;
    if (known && kind === 'file') return fromFile(name, context);
    if (known && kind === 'env') return fromEnvironment(name, context);
    return { problem: 'must be a text, {file: PATH} or {env: NAME}' };
  });
}

function fromFile(name: string, { folder, readFile }: ReadContext): Parsed<Secret> {
  const path = resolve(folder, name);
  try {
    return notEmpty(readFile(path).replace(/\r?\n$/, ''), `the file ${showValue(path)} is empty`);
  } catch (error) {
    return { problem: `cannot read the file ${showValue(path)}: ${(error as Error).message}` };
  }
}

function fromEnvironment(name: string, { env }: ReadContext): Parsed<Secret> {
  const text = env[name];
  const variable = `the environment variable ${showValue(name)}`;
  if (text === undefined) return { problem: `${variable} is not set` };
  return notEmpty(text, `${variable} is empty`);
}

function notEmpty(text: string, problem: string): Parsed<Secret> {
  return text === '' ? { problem } : { value: secret(text) };
}

function reference(kind: string): object {
  return {
    type: 'object',
    properties: { [kind]: { type: 'string' } },
    required: [kind],
    additionalProperties: false,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
