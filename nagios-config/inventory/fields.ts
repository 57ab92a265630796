import { type TUnsafe, Type } from 'typebox';
import { splitCommandLine } from '../../plugins/command-line.ts';
import { Custom, CustomText, mustBe } from '../../plugins/settings/custom.ts';
import { isZone } from '../../sla/zone.ts';

const control = '\\u0000-\\u001f\\u007f';
// An agent would take $ARG1$ for the place of an argument, and has a meaning of its own for some private characters.
const literal = `(?!.*\\$ARG\\d+\\$)[^${control}\\ue000-\\ue0ff]`;

/** One line of text for people. */
export function text(description: string) {
  const pattern = `^[^${control}]+$`;
  return Type.String({ description, pattern, expected: 'one line of text' });
}

/** A line of text that may be left out. */
export function optionalText(description: string) {
  return Type.Optional(text(description));
}

/** A host name or an IP address to connect to. */
export function address(description: string, options: { readonly default?: string } = {}) {
  const pattern = '^[A-Za-z0-9._:-]{1,253}$';
  return Type.String({
    description,
    pattern,
    expected: 'a host name or an IP address',
    ...options,
  });
}

/** A TCP port. */
export function port(description: string, options: { readonly default?: number } = {}) {
  return Type.Integer({ minimum: 1, maximum: 65_535, description, ...options });
}

/** A path on the machine that is spoken of, which need not be this one: absolute, in one line. */
export function path(description: string, options: { readonly default?: string } = {}) {
  const pattern = `^/${literal}*$`;
  return Type.String({ description, pattern, expected: 'an absolute path', ...options });
}

/** A word of a command line that may be left out. */
export function optionalWord(description: string) {
  const expected = 'one line of text without $ARG1$';
  return Type.Optional(Type.String({ description, pattern: `^${literal}+$`, expected }));
}

/** A zone of the tz database. */
export function zone(description: string, options: { readonly default?: string } = {}) {
  const schema = { description, ...options };
  return CustomText(schema, 'a time zone such as Europe/Brussels', (input) =>
    isZone(input) ? input : undefined,
  );
}

/** One threshold or a list of them, each as it stands on a check's command line. */
export function thresholds(): TUnsafe<readonly string[]> {
  const one = { type: ['string', 'number'] };
  return Custom({ anyOf: [one, { type: 'array', items: one, minItems: 1 }] }, (input) => {
    const list: readonly unknown[] = Array.isArray(input) ? input : [input];
    const texts = list.filter(isThreshold).map(String);
    return texts.length === list.length && list.length > 0
      ? { value: texts }
      : { problem: mustBe('a threshold or a list of thresholds', input) };
  });
}

/** Whether a command line can stand in an inventory: one line that no agent takes for more than it says. */
export function isLiteral(line: string): boolean {
  return oneLine.test(line);
}

function isThreshold(item: unknown): boolean {
  return typeof item === 'number' || (typeof item === 'string' && isLiteral(item));
}

/** A command line as words, split as a shell would; what only a shell could do (a pipe, a variable) is refused. */
export function commandWords(schema: { readonly description: string }): TUnsafe<readonly string[]> {
  return Custom({ type: 'string', ...schema }, (input) => {
    if (typeof input === 'string' && /\$ARG\d+\$/.test(input))
      return { problem: 'takes no arguments: $ARG1$ has no meaning here' };
    if (typeof input !== 'string' || !isLiteral(input)) {
      return { problem: mustBe('a command in one line', input) };
    }
    const split = splitCommandLine(input);
    if ('problem' in split) return { problem: `${split.problem}, and there is none here` };
    return split.words.length > 0 ? { value: split.words } : { problem: 'is empty' };
  });
}

const oneLine = new RegExp(`^(?:${literal}*)$`);
