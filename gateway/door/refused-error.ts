/** What a door over HTTP does not take: the server answers with this status and a problem document. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly statusCode: number;

  constructor(statusCode: 401 | 413 | 422, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
