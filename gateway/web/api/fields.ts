import { type TSchema, Type } from 'typebox';
import { severities } from '../../../sla/plan.ts';
import { formatInstant, parseInstant } from '../../../sla/written/instant.ts';

/** A text of one line, such as a name. */
export function Line(description: string, maxLength = 200) {
  return Type.String({
    description,
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]*\\S[^\\u0000-\\u001f\\u007f]*$',
    expected: `one line of text, at most ${maxLength} characters`,
  });
}

/** A text of any number of lines. */
export function Text(description: string, { minLength = 1, maxLength = 20_000 } = {}) {
  const expected = `a text of ${minLength} to ${maxLength} characters`;
  return Type.String({ description, minLength, maxLength, expected });
}

/** An instant as the API writes and reads it; `instantOf` makes it epoch milliseconds. */
export function Instant(description: string) {
  const shape = { format: 'date-time', description, expected: instantExample };
  return Type.Refine(Type.String(shape), (text) => parseInstant(text) !== undefined);
}

/** The epoch milliseconds of a text that fits `Instant`; a fraction of one is cut off. */
export function instantOf(text: string): number {
  return parseInstant(text)?.millisecond ?? Number.NaN;
}

/** Epoch milliseconds as the API writes them; null stays null. */
export function written<At extends number | null>(at: At): At extends null ? null : string;
export function written(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}

/** One of the contract's severities. */
export function SeverityWord(description: string) {
  return Type.Enum([...severities], { description });
}

/** The number of an incident. */
export function IncidentNumber(description: string) {
  return Type.Integer({ description, minimum: 1, maximum: 2_147_483_647 });
}

/** A value that may be missing, which is written `null`. */
export function OrNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** Which part of a long list of hosts to answer. */
export const hostPaging = {
  offset: Type.Integer({ description: 'How many hosts to pass over.', default: 0, minimum: 0 }),
  limit: Type.Integer({
    description: 'The most hosts to answer.',
    default: 25,
    minimum: 1,
    maximum: 100,
  }),
};

const instantExample = 'an instant such as 2026-10-16T16:30:00+02:00';
