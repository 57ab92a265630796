import { Type } from 'typebox';
import { Duration } from '../../plugins/settings/duration.ts';
import { GlobPattern } from '../../plugins/settings/glob.ts';
import type { Settings } from '../../plugins/settings/load.ts';
import { severities } from '../../sla/plan.ts';
import { agents } from './agents-schema.ts';
import { duty } from './duty-schema.ts';
import { optionalText, text } from './fields.ts';
import { host, limits, reached } from './host-schema.ts';
import { maintenanceWindow } from './maintenance.ts';
import { hostName, key } from './names.ts';
import { gateway, nagios } from './server-schema.ts';
import { alertStates, products } from './words.ts';

const person = Type.Object({
  name: text('What the person is called.'),
  email: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9.-]+$',
      expected: 'an e-mail address',
    }),
  ),
  phone: optionalText('A number to call, as it is dialled.'),
});
const people = Type.Array(person, { default: [] });

const preconditions = Type.Object({
  remote_connection: Type.Boolean({
    description: 'A remote connection to the production environment is available.',
  }),
  administration_rights: Type.Boolean({
    description: 'The engineers administer application, database and operating system.',
  }),
  technical_contact: Type.Boolean({
    description: 'A technical contact with authority is named and available during interventions.',
  }),
});

const customer = Type.Object({
  name: text('The name that pages and reports show.'),
  plan: Type.String({ description: 'standard, premium, or a plan of this inventory.' }),
  preconditions,
  contacts: Type.Object(
    { technical: Type.Optional(person), issuers: people, engineers: people },
    { default: {} },
  ),
  duty: Type.Optional(duty),
  maintenance: Type.Array(maintenanceWindow, {
    default: [],
    description: 'Windows that were announced to the customer.',
  }),
  reached: Type.Optional(reached),
  limits,
  hosts: Type.Record(Type.String(), host, { propertyNames: hostName, default: {} }),
});

const severityRule = Type.Object({
  customer: Type.Optional(GlobPattern()),
  host: Type.Optional(GlobPattern()),
  service: Type.Optional(
    GlobPattern({ description: 'With it, the rule is not about a host itself.' }),
  ),
  application: Type.Optional(Type.Enum([...products])),
  state: Type.Optional(Type.Array(Type.Enum([...alertStates]), { minItems: 1 })),
  severity: Type.Enum([...severities]),
  because: optionalText('The reason, shown with the proposal.'),
});

const checks = Type.Object(
  {
    every: Duration({ default: '2m', atLeast: '1s', description: 'How often a check is run.' }),
    retry: Duration({ default: '1m', atLeast: '1s', description: 'How soon again when not OK.' }),
    attempts: Type.Integer({
      minimum: 1,
      maximum: 20,
      default: 3,
      description: 'How many checks in a row must fail before anybody is notified.',
    }),
  },
  { default: {} },
);

/** What may stand in any file of an inventory, and is put together from all of them. */
const shared = {
  include: Type.Array(
    text('A file, or a pattern such as customers/*.yaml, relative to this one.'),
    {
      default: [],
    },
  ),
  plans: Type.Record(
    Type.String(),
    Type.Unknown({
      description: 'A plan as "watchclock sla" reads it, or a list of its dated versions.',
    }),
    { propertyNames: key, default: {} },
  ),
  severity: Type.Array(severityRule, { default: [] }),
  customers: Type.Record(Type.String(), customer, { propertyNames: key, default: {} }),
};

/** A file that an inventory includes. */
export const includedSchema = Type.Object(shared);

/** The inventory file: everything that is known of customers, hosts, applications and contracts. */
export const inventorySchema = Type.Object({
  settling: Duration({
    default: '15m',
    description: 'How long an alert stays clear before its incident counts as recovered by itself.',
  }),
  reopening: Duration({
    default: '7d',
    description: 'How long after its resolution a person may reopen an incident.',
  }),
  reached: Type.Optional(reached),
  engineers: people,
  duty: Type.Optional(duty),
  limits,
  checks,
  nagios,
  agents,
  gateway,
  ...shared,
});

/** An inventory as it was read, its files put together. */
export type InventoryFile = Settings<typeof inventorySchema>;
/** One customer of an inventory file. */
export type CustomerEntry = InventoryFile['customers'][string];
/** A rota as it was read. */
export type DutyEntry = NonNullable<InventoryFile['duty']>;
/** One host of an inventory file. */
export type HostEntry = CustomerEntry['hosts'][string];
