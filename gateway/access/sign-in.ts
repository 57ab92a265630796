import type { Account, Accounts } from './account.ts';
import type { AttemptKey, Attempts } from './attempts.ts';
import type { Audit } from './audit.ts';
import { matchesPassword, passwordLength } from './password.ts';

/** What signing in needs. */
export interface SignInParts {
  readonly accounts: Pick<Accounts, 'account'>;
  readonly attempts: Attempts;
  readonly audit: Pick<Audit, 'record'>;
  readonly now: () => number;
}

/** A name and a password from somewhere. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** The address that they came from. */
  readonly from: string;
}

/** Whose they are, or why they are not taken: the same words for an unknown name and a wrong password. */
export type SignInOutcome =
  | { readonly account: Account }
  | { readonly refused: string; readonly waitMs: number };

/** Judges credentials; every outcome is audited, and who fails too often has to wait, whatever they send. */
export async function signIn(credentials: Credentials, parts: SignInParts): Promise<SignInOutcome> {
  const outcome = await confirm(credentials, parts);
  const { from } = credentials;
  if ('account' in outcome) {
    const { name: who } = outcome.account;
    await parts.audit.record({ kind: 'signed in', who, about: 'password', from }, parts.now());
  }
  return outcome;
}

/** Whether somebody who has signed in knows the password too. A failure counts as one of signing in, and is audited. */
export async function confirm(
  { name, password, from }: Credentials,
  { accounts, attempts, audit, now }: SignInParts,
): Promise<SignInOutcome> {
  const wanted = name.trim().toLowerCase();
  const keys = attemptKeys(wanted, from);
  const refuse = async (refused: string, about: string, waitMs = 0) => {
    await audit.record({ kind: 'sign-in refused', who: shown(wanted), about, from }, now());
    return { refused, waitMs };
  };
  const attempt = await attempts.begin(keys, now());
  if (attempt.waitMs > 0) return refuse(tooMany, 'too many failures', attempt.waitMs);
  const account = await accounts.account(wanted);
  const kept = account?.disabledAt === null ? account.password : null;
  const matches = password.length <= passwordLength.most && (await matchesPassword(password, kept));
  if (!matches || account === undefined) return refuse(unknown, 'unknown name or wrong password');
  await attempt.succeeded();
  return { account };
}

/** What a try is counted by. */
function attemptKeys(name: string, from: string): readonly AttemptKey[] {
  return [
    { by: 'name', value: name },
    { by: 'address', value: from },
  ];
}

const unknown = 'That is not the name and the password of an account.';
const tooMany = 'Too many sign-ins have failed: please wait.';

/** People type passwords where names belong: what no name can look like is not kept. */
function shown(name: string): string {
  return /^[a-z0-9._@+-]{1,100}$/.test(name) ? name : '(not a name)';
}
