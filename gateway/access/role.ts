/** What an account is for. A lead is an engineer who also looks after accounts. */
export type Role = (typeof roles)[number];

/** All roles. */
export const roles = ['engineer', 'lead', 'customer', 'auditor'] as const;

/** Something that somebody may be allowed to do. */
export type Right =
  /** See incidents, maintenance and reports, as far as they are visible to whoever looks. */
  | 'read'
  /** Do what engineers do to an incident. */
  | 'act'
  /** Raise an incident, and answer for one's own: severity, requests, withdrawal, reopening. */
  | 'raise'
  | 'announce maintenance'
  /** Deliver passive results of hosts that are visible, and a monitoring server's notifications. */
  | 'deliver'
  | 'deliver notifications'
  /** See how the gateway itself does. */
  | 'operate'
  /** Read the audit log, and who has an account. */
  | 'audit'
  | 'administer';

const engineer: readonly Right[] = [
  ...(['read', 'act', 'raise', 'announce maintenance'] as const),
  ...(['deliver', 'deliver notifications', 'operate'] as const),
];

/** What each role may do. */
export const rightsOf: Readonly<Record<Role, ReadonlySet<Right>>> = {
  engineer: new Set(engineer),
  lead: new Set<Right>([...engineer, 'audit', 'administer']),
  customer: new Set(['read', 'raise', 'announce maintenance', 'deliver']),
  auditor: new Set(['read', 'operate', 'audit']),
};

/** What an API token can be limited to; each scope is the rights that it leaves of those of its account. */
export const scopes = {
  read: ['read'],
  incidents: ['read', 'act', 'raise'],
  maintenance: ['read', 'announce maintenance'],
  results: ['deliver', 'deliver notifications'],
  metrics: ['operate'],
  accounts: ['administer', 'audit'],
  audit: ['audit'],
} as const satisfies Readonly<Record<string, readonly Right[]>>;

/** The name of a scope. */
export type Scope = keyof typeof scopes;

/** Whether a text names a scope. */
export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopes, text);
}
