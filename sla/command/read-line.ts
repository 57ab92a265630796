import { type Problem, placeOf, type Read } from '../written/field.ts';
import type { Line } from './lines.ts';

/** The value that a line holds, or a sentence that names the line, the place and the value that is wrong. */
export function readLine<T>(
  { text, number }: Line,
  read: (value: unknown) => Read<T>,
): { readonly value: T } | { readonly error: string } {
  const json = parsed(text);
  if (json === undefined)
    return { error: `line ${number}: not JSON: ${JSON.stringify(text.slice(0, 100))}` };
  const result = read(json.value);
  if ('value' in result) return result;
  return { error: `line ${number}: ${result.problems.map(sentence).join('; ')}` };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function sentence(problem: Problem): string {
  return `${placeOf(problem)}: ${problem.what}`;
}
