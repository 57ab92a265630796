import type { Kysely } from 'kysely';
import type { Account, AccountChange, Accounts, ApiToken, Session } from '../../access/account.ts';
import type { Role, Scope } from '../../access/role.ts';
import type { Tables } from '../schema.ts';
import type { AccountRow, ApiTokenRow, SessionRow } from '../schema-access.ts';
import { ConflictError } from '../store.ts';

/** Accounts, sessions and tokens in a migrated database. */
export function accountsOf(db: Kysely<Tables>, isTaken: (error: unknown) => boolean): Accounts {
  return {
    any: async () => (await db.selectFrom('account').select('name').limit(1).execute()).length > 0,
    list: async () =>
      (await db.selectFrom('account').selectAll().orderBy('name').execute()).map(toAccount),
    account: async (name) => toAccountIfAny(await accountWhere(db, 'name', name)),
    bySubject: async (subject) => toAccountIfAny(await accountWhere(db, 'subject', subject)),
    add: (account) => add(db, account, isTaken),
    change: (name, change) => changeAccount(db, name, change),
    ...sessionsOf(db),
    ...tokensOf(db),
  };
}

type Sessions = Pick<Accounts, 'openSession' | 'session' | 'sessions' | 'closeSession'>;

function sessionsOf(db: Kysely<Tables>): Sessions {
  return {
    openSession: async (session) => {
      // Whoever signs in sweeps up what has expired.
      await db.deleteFrom('session').where('expires_at', '<=', session.openedAt).execute();
      await db.insertInto('session').values(sessionRow(session)).execute();
    },
    session: async (digest, now) => {
      const found = db.selectFrom('session').selectAll().where('digest', '=', digest);
      const row = await found.where('expires_at', '>', now).executeTakeFirst();
      return row && toSession(row);
    },
    sessions: async (account, now) => {
      const found = db.selectFrom('session').selectAll().where('account', '=', account);
      const rows = await found.where('expires_at', '>', now).orderBy('opened_at', 'desc').execute();
      return rows.map(toSession);
    },
    closeSession: async (digest) => {
      await db.deleteFrom('session').where('digest', '=', digest).execute();
    },
  };
}

type Tokens = Pick<Accounts, 'addToken' | 'token' | 'tokens' | 'revokeToken'>;

function tokensOf(db: Kysely<Tables>): Tokens {
  return {
    addToken: async (token) => {
      await db.insertInto('api_token').values(tokenRow(token)).execute();
    },
    token: async (digest, now) => {
      const found = db.selectFrom('api_token').selectAll().where('digest', '=', digest);
      const row = await found.executeTakeFirst();
      return row === undefined || (row.expires_at ?? Infinity) <= now ? undefined : toToken(row);
    },
    tokens: async () =>
      (await db.selectFrom('api_token').selectAll().orderBy('created_at').execute()).map(toToken),
    revokeToken: async (id) => {
      const { numDeletedRows } = await db
        .deleteFrom('api_token')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function accountWhere(db: Kysely<Tables>, column: 'name' | 'subject', value: string) {
  return db.selectFrom('account').selectAll().where(column, '=', value).executeTakeFirst();
}

async function add(
  db: Kysely<Tables>,
  account: Account,
  isTaken: (error: unknown) => boolean,
): Promise<void> {
  try {
    await db.insertInto('account').values(accountRow(account)).execute();
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new ConflictError(`the account "${account.name}" is there already`, { cause: error });
  }
}

/** Whoever was signed in signs in again, under what holds now. */
function changeAccount(db: Kysely<Tables>, name: string, change: AccountChange): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = await accountWhere(transaction, 'name', name);
    if (row === undefined) return false;
    const { name: _key, ...changed } = accountRow({ ...toAccount(row), ...change });
    await transaction.updateTable('account').set(changed).where('name', '=', name).execute();
    await transaction.deleteFrom('session').where('account', '=', name).execute();
    return true;
  });
}

function toAccountIfAny(row: AccountRow | undefined): Account | undefined {
  return row && toAccount(row);
}

function toAccount(row: AccountRow): Account {
  const { name, customer, password, subject } = row;
  return {
    ...{ name, customer, password, subject },
    displayName: row.display_name,
    role: row.role as Role,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  };
}

function accountRow(account: Account): AccountRow {
  const { name, role, customer, password, subject } = account;
  return {
    ...{ name, role, customer, password, subject },
    display_name: account.displayName,
    disabled_at: account.disabledAt,
    created_at: account.createdAt,
  };
}

function toSession(row: SessionRow): Session {
  const { digest, account, proof } = row;
  return {
    ...{ digest, account, proof },
    displayName: row.display_name,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  };
}

function sessionRow(session: Session): SessionRow {
  const { digest, account, proof } = session;
  return {
    ...{ digest, account, proof },
    display_name: session.displayName,
    opened_at: session.openedAt,
    expires_at: session.expiresAt,
  };
}

function toToken(row: ApiTokenRow): ApiToken {
  const { id, digest, account, label } = row;
  return {
    ...{ id, digest, account, label },
    scopes: JSON.parse(row.scopes) as Scope[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

function tokenRow(token: ApiToken): ApiTokenRow {
  const { id, digest, account, label } = token;
  return {
    ...{ id, digest, account, label },
    scopes: JSON.stringify(token.scopes),
    created_at: token.createdAt,
    expires_at: token.expiresAt,
  };
}
