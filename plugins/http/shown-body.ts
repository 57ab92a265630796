import type { Answer } from '../host/http/answer.ts';

/** What of a body is shown; no door passes on more. */
const shownBytes = 64 * 1024;

/** The body of an answer as text for people. */
export function shownBody({ body }: Answer): string {
  return body.subarray(0, shownBytes).toString();
}
