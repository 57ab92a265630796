import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readIfThere } from './read-if-there.ts';

/** A user of the machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
}

/**
 * The user with that name, or with that number when it is a number; undefined when there is none. Who is not in
 * `/etc/passwd` is asked of the machine's other sources of users (LDAP and the like) through getent(1).
 */
export async function findAccount(
  root: string,
  nameOrUid: string,
  signal: AbortSignal,
): Promise<Account | undefined> {
  const local = parseAccounts(readIfThere(join(root, 'etc/passwd')) ?? '');
  const found = local.find(({ name, uid }) => name === nameOrUid || String(uid) === nameOrUid);
  if (found !== undefined || root !== '/') return found;
  return parseAccounts(await getent(nameOrUid, signal))[0];
}

// passwd(5): name:password:uid:…
function parseAccounts(text: string): readonly Account[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([name, , uid]) => name !== '' && /^\d+$/.test(uid ?? ''))
    .map(([name = '', , uid]) => ({ name, uid: Number(uid) }));
}

async function getent(key: string, signal: AbortSignal): Promise<string> {
  const asked = promisify(execFile)('/usr/bin/getent', ['passwd', '--', key], { signal });
  return asked.then(({ stdout }) => stdout).catch(() => '');
}
