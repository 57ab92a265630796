/** What of an account a refusal is about. */
export type AccountField =
  | 'name'
  | 'role'
  | 'customer'
  | 'displayName'
  | 'password'
  | 'scopes'
  | 'days';

/** What was asked for about accounts cannot be done; the message is a sentence for whoever asked. */
export class RefusedChangeError extends Error {
  override readonly name = 'RefusedChangeError';
  /** What of the request is wrong; null where the request is fine and the state of things is not. */
  readonly field: AccountField | null;
  /** Whether what it is about is not there. */
  readonly isMissing: boolean;

  constructor(message: string, field: AccountField | null = null, isMissing = false) {
    super(message);
    this.field = field;
    this.isMissing = isMissing;
  }
}
