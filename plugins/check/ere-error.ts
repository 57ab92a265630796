/** A text is not an extended regular expression; the message is the GNU C library's. */
export class EreError extends Error {
  override readonly name = 'EreError';
}
