/** Somebody to write to or to call. */
export interface Person {
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
}
