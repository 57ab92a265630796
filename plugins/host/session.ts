/** Somebody who is logged in. */
export interface Session {
  readonly user: string;
  /** The terminal without `/dev/`, such as `pts/0`; empty where there is none. */
  readonly terminal: string;
}
