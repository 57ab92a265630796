import type { Role, Scope } from './role.ts';

/** Somebody who may sign in. Times are epoch milliseconds. */
export interface Account {
  /** What is typed to sign in: lower case. */
  readonly name: string;
  /** As the history shows it. */
  readonly displayName: string;
  readonly role: Role;
  /** The customer that a contact belongs to; null for every other role. */
  readonly customer: string | null;
  /** As `hashPassword` writes it; null for who signs in elsewhere only. */
  readonly password: string | null;
  /** Who it is to the OpenID provider: its issuer and the subject there; null for nobody. */
  readonly subject: string | null;
  /** Since when it cannot be used; null while it can. */
  readonly disabledAt: number | null;
  readonly createdAt: number;
}

/** What of an account can change; any change ends its sessions. */
export type AccountChange = Partial<
  Pick<Account, 'displayName' | 'role' | 'customer' | 'password' | 'subject' | 'disabledAt'>
>;

/** A sign-in that lasts. Its cookie is known by the digest only. */
export interface Session {
  readonly digest: string;
  /** Null for a session that was opened with the gateway's own token. */
  readonly account: string | null;
  readonly displayName: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  /** The digest of the gateway's own token for a session that was opened with it: another token ends it. */
  readonly proof: string | null;
}

/** A key for a program that acts for an account, known by the digest only. */
export interface ApiToken {
  readonly id: string;
  readonly digest: string;
  readonly account: string;
  /** What it is for, in somebody's words. */
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** Where accounts, their sessions and their tokens are kept. */
export interface Accounts {
  /** Whether there is any account; until then whoever reaches the gateway may look. */
  readonly any: () => Promise<boolean>;
  readonly list: () => Promise<readonly Account[]>;
  readonly account: (name: string) => Promise<Account | undefined>;
  readonly bySubject: (subject: string) => Promise<Account | undefined>;
  /** Throws a ConflictError when the name is taken. */
  readonly add: (account: Account) => Promise<void>;
  /** Changes an account and ends its sessions; false when there is none of that name. */
  readonly change: (name: string, change: AccountChange) => Promise<boolean>;
  readonly openSession: (session: Session) => Promise<void>;
  /** One that has not expired at `now`. */
  readonly session: (digest: string, now: number) => Promise<Session | undefined>;
  /** Those of an account that have not expired at `now`, the newest first. */
  readonly sessions: (account: string, now: number) => Promise<readonly Session[]>;
  readonly closeSession: (digest: string) => Promise<void>;
  readonly addToken: (token: ApiToken) => Promise<void>;
  /** One that has not expired at `now`. */
  readonly token: (digest: string, now: number) => Promise<ApiToken | undefined>;
  readonly tokens: () => Promise<readonly ApiToken[]>;
  /** False when there is none with that id. */
  readonly revokeToken: (id: string) => Promise<boolean>;
}

/** Whether a text can be the name of an account. */
export function isAccountName(text: string): boolean {
  return /^[a-z0-9][a-z0-9._@+-]{0,99}$/.test(text);
}
