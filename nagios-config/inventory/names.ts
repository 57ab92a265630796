import { Type } from 'typebox';

// Nagios refuses `~!$%^&*"|'<>?,()= in names, ";" starts a comment in its files and "!" and "," separate there;
// NSCA carries 63 bytes of a host's name and 127 of a service's. What passes here passes everywhere.

/** The name of a host, unique among all customers of an inventory. */
export const hostName = Type.String({
  pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$',
  expected: 'a host name of at most 63 letters, digits, points, underscores and hyphens',
});

/** The name of a service on its host. */
export const serviceName = Type.String({
  pattern: '^[A-Za-z0-9]([A-Za-z0-9._:/+# -]{0,125}[A-Za-z0-9.])?$',
  expected: 'a service name of at most 127 letters, digits, spaces and any of ._:/+#-',
});

/** The name of a group of hosts or services. */
export const groupName = Type.String({
  pattern: '^[A-Za-z0-9]([A-Za-z0-9._ -]{0,61}[A-Za-z0-9.])?$',
  expected: 'a group name of at most 63 letters, digits, spaces, points, underscores and hyphens',
});

/** The name of a custom variable, as Nagios keeps it: without the underscore before it; `AGENT_` begins our own. */
export const variableName = Type.String({
  pattern: '^(?!AGENT_)[A-Z0-9_]{1,60}$',
  expected: 'a name of capital letters, digits and underscores that does not begin with AGENT_',
});

/** The key of a customer, a plan or an application: part of file names, names of groups and services, and addresses of pages. */
export const key = Type.String({
  pattern: '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$',
  expected: 'a key of at most 40 small letters, digits and hyphens',
});
