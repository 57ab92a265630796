import { type Static, Type } from 'typebox';
import type { Account, ApiToken } from '../../access/account.ts';
import type { KeptEntry } from '../../access/audit.ts';
import { roles, type Scope, scopes } from '../../access/role.ts';
import type { Viewer } from '../../access/viewer.ts';
import { Instant, Line, OrNull, written } from './fields.ts';

const Password = () =>
  OrNull(
    Type.String({
      description: 'Null for an account that signs in through OpenID Connect only.',
      expected: 'a text',
    }),
  );
const RoleWord = () => Type.Enum([...roles], { description: 'What it is for.' });
const Customer = () => OrNull(Line('The customer that a contact belongs to; null for others.'));
const DisplayName = () => Line('As the history shows it.');
const ScopeWord = () => Type.Enum(Object.keys(scopes) as Scope[]);

/** An account as the API reads a new one. */
export const newAccountSchema = Type.Object(
  {
    name: Line('What is typed to sign in: lower case.', 100),
    role: RoleWord(),
    customer: Type.Optional(Customer()),
    displayName: Type.Optional(DisplayName()),
    password: Password(),
  },
  { additionalProperties: false, description: 'Somebody who may sign in.' },
);

/** What the API can change of an account. */
export const accountChangeSchema = Type.Object(
  {
    role: Type.Optional(RoleWord()),
    customer: Type.Optional(Customer()),
    displayName: Type.Optional(DisplayName()),
    password: Type.Optional(Type.String({ description: 'Another password.' })),
    disabled: Type.Optional(
      Type.Boolean({ description: 'Whether nobody gets in with it, or with its tokens.' }),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: 'What is left out stays.' },
);

/** An account as the API writes it. */
export const accountSchema = Type.Object(
  {
    name: Type.String(),
    displayName: Type.String(),
    role: RoleWord(),
    customer: OrNull(Type.String()),
    disabledAt: OrNull(Instant('Since when it cannot be used.')),
    createdAt: Instant('When it was added.'),
    signsIn: Type.Array(Type.Enum(['password', 'openid']), {
      description: 'How somebody has signed in with it or may do so.',
    }),
  },
  { description: 'An account.' },
);

/** An account as the API writes it. */
export function accountBody(account: Account): Static<typeof accountSchema> {
  const { name, displayName, role, customer, password, subject } = account;
  return {
    ...{ name, displayName, role, customer },
    disabledAt: written(account.disabledAt),
    createdAt: written(account.createdAt),
    signsIn: [
      ...(password === null ? [] : ['password' as const]),
      ...(subject === null ? [] : ['openid' as const]),
    ],
  };
}

/** A token as the API reads a new one. */
export const newTokenSchema = Type.Object(
  {
    scopes: Type.Array(ScopeWord(), {
      minItems: 1,
      description: 'What it may be used for, of what its account may do.',
    }),
    label: Type.Optional(Line('What it is for.')),
    days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 9_999,
        description: 'How long it lasts; for good if left out.',
      }),
    ),
  },
  { additionalProperties: false, description: 'A key for a program.' },
);

const tokenFields = {
  id: Type.String(),
  account: Type.String(),
  label: Type.String(),
  scopes: Type.Array(ScopeWord()),
  createdAt: Instant('When it was made.'),
  expiresAt: OrNull(Instant('When it is over.')),
};

/** A token as the API writes it: not what it is. */
export const tokenSchema = Type.Object(tokenFields, { description: 'A token.' });

/** A fresh token, with what it is. */
export const freshTokenSchema = Type.Object(
  {
    ...tokenFields,
    token: Type.String({ description: 'What programs send; it is in this answer only.' }),
  },
  { description: 'A fresh token.' },
);

/** A token as the API writes it. */
export function tokenBody(token: ApiToken): Static<typeof tokenSchema> {
  const { id, account, label, createdAt, expiresAt } = token;
  const dates = { createdAt: written(createdAt), expiresAt: written(expiresAt) };
  return { id, account, label, scopes: [...token.scopes], ...dates };
}

/** Whoever calls, as the API writes them. */
export const whoSchema = Type.Object(
  {
    account: OrNull(
      Type.String({ description: 'Null for whoever holds the gateway’s own token.' }),
    ),
    name: Type.String(),
    role: RoleWord(),
    customer: OrNull(Type.String()),
    rights: Type.Array(Type.String(), { description: 'What this call could do.' }),
  },
  { description: 'Who calls.' },
);

/** Whoever calls, as the API writes them. */
export function whoBody({ account, name, role, customer, rights }: Viewer) {
  return { account, name, role, customer, rights: [...rights] };
}

/** The audit log as the API writes it. */
export const auditSchema = Type.Object(
  {
    entries: Type.Array(
      Type.Object({
        position: Type.Integer(),
        at: Instant('When it happened.'),
        kind: Type.String(),
        who: Type.String(),
        about: Type.String(),
        from: OrNull(Type.String({ description: 'An address; null for the command line.' })),
        previousHash: OrNull(Type.String()),
        hash: Type.String({ description: 'Covers the entry and the hash of the one before it.' }),
      }),
    ),
  },
  { description: 'The newest entries, the newest first.' },
);

/** An entry of the audit log as the API writes it. */
export function entryBody({ position, at, kind, who, about, from, previousHash, hash }: KeptEntry) {
  return { position, at: written(at), kind, who, about, from, previousHash, hash };
}
