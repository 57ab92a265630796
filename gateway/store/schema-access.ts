/** Somebody who may sign in; see access/account.ts. */
export interface AccountRow {
  readonly name: string;
  readonly display_name: string;
  readonly role: string;
  readonly customer: string | null;
  readonly password: string | null;
  readonly subject: string | null;
  readonly disabled_at: number | null;
  readonly created_at: number;
}

/** A sign-in that lasts, under the digest of its cookie. */
export interface SessionRow {
  readonly digest: string;
  readonly account: string | null;
  readonly display_name: string;
  readonly opened_at: number;
  readonly expires_at: number;
  readonly proof: string | null;
}

/** A key of a program, under its digest; `scopes` is JSON. */
export interface ApiTokenRow {
  readonly id: string;
  readonly digest: string;
  readonly account: string;
  readonly label: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly expires_at: number | null;
}

/** Who signed in and who read what; each row's hash covers the one before it. */
export interface AuditEntryRow {
  readonly position: number;
  readonly at: number;
  /** JSON. */
  readonly content: string;
  readonly previous_hash: string | null;
  readonly hash: string;
}

/** A try to sign in that failed, or whose end is not known yet, under the digest of a name or an address. */
export interface SignInTryRow {
  readonly id: string;
  readonly key: string;
  readonly at: number;
}

/** Somebody on the way to an OpenID provider, under the digest of their cookie; `content` is JSON. */
export interface SignInJourneyRow {
  readonly digest: string;
  readonly content: string;
  readonly until: number;
}
