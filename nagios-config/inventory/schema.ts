import { Type } from 'typebox';
import { Duration } from '../../plugins/settings/duration.ts';
import { FilePath } from '../../plugins/settings/file-path.ts';
import { GlobPattern } from '../../plugins/settings/glob.ts';
import type { Settings } from '../../plugins/settings/load.ts';
import { WebAddress } from '../../plugins/settings/web-address.ts';
import { applicationKey, customerKey, hostName, serviceName } from './names.ts';

/** The products whose figures and pages are known; another application is watched by extra services. */
export const products = ['jira', 'confluence', 'bitbucket', 'crowd', 'bamboo'] as const;
/** The states of an alert, as Nagios words them; UP and OK are no alert. */
export const alertStates = ['DOWN', 'UNREACHABLE', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
const severities = ['A', 'B', 'C', 'D'] as const;

const text = (description: string) =>
  Type.String({
    description,
    minLength: 1,
    pattern: '^[^\\u0000-\\u001f\\u007f]+$',
    expected: 'one line of text',
  });
const optionalText = (description: string) => Type.Optional(text(description));

const person = Type.Object({
  name: text('What the person is called.'),
  email: Type.Optional(
    Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', expected: 'an e-mail address' }),
  ),
  phone: optionalText('A number to call, as it is dialled.'),
});
const people = Type.Array(person, { default: [] });

const reachedBy = Type.Enum(['local', 'nrpe', 'passive'], {
  description:
    'local: this very monitoring server; nrpe: asked through its agent; passive: its agent sends.',
});
const reached = Type.Union([
  reachedBy,
  Type.Object({
    by: reachedBy,
    port: Type.Integer({
      minimum: 1,
      maximum: 65_535,
      default: 5666,
      description: "The agent's port.",
    }),
    firewall: Type.Optional(
      Type.Object(
        {
          address: hostAddress('The address that the monitoring server connects to.'),
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
        },
        { description: 'The opening in the customer’s firewall that leads to the agent.' },
      ),
    ),
  }),
]);

const application = Type.Object({
  product: Type.Optional(
    Type.Enum([...products], { description: 'Left out when the key says it.' }),
  ),
  url: WebAddress({
    description: 'The base URL with its context path, as the monitoring server sees it.',
  }),
  home: Type.Optional(directory('The application’s home directory.')),
  data: Type.Optional(
    directory('Where its data is kept, when that is another place than its home.'),
  ),
  install: Type.Optional(directory('Where the program itself is installed.')),
  user: optionalText(
    'The user of the operating system that runs it; the product’s name when left out.',
  ),
  node: optionalText(
    'The name of this node in a Data Center cluster; several nodes serve one application.',
  ),
});

const extraService = Type.Object({
  check: text(
    'The check and its options as on the command line: check_http -H intranet.example -S',
  ),
  on: Type.Enum(['host', 'server'], {
    default: 'host',
    description:
      'host: the host itself runs it (through its agent); server: the monitoring server does.',
  }),
  because: optionalText(
    'Why it is watched and where its limits come from; printed into what is generated.',
  ),
});

const host = Type.Object({
  address: hostAddress('How the host is found: a name or an address.'),
  alias: optionalText('What people call it.'),
  reached: Type.Optional(reached),
  parents: Type.Array(hostName, { default: [], description: 'The hosts it is reached through.' }),
  applications: Type.Record(Type.String(), application, {
    propertyNames: applicationKey,
    default: {},
  }),
  services: Type.Record(Type.String(), extraService, { propertyNames: serviceName, default: {} }),
});

const customer = Type.Object({
  name: text('The name that pages and reports show.'),
  plan: Type.String({ description: 'standard, premium, or a plan of this inventory.' }),
  preconditions: Type.Object({
    remote_connection: Type.Boolean({
      description: 'A remote connection to the production environment is available.',
    }),
    administration_rights: Type.Boolean({
      description: 'The engineers administer application, database and operating system.',
    }),
    technical_contact: Type.Boolean({
      description:
        'A technical contact with authority is named and available during interventions.',
    }),
  }),
  contacts: Type.Object(
    {
      technical: Type.Optional(person),
      issuers: people,
      engineers: people,
    },
    { default: {} },
  ),
  reached: Type.Optional(reached),
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
  severity: Type.Array(severityRule, { default: [] }),
  customers: Type.Record(Type.String(), customer, { propertyNames: customerKey }),
});

/** An inventory file as it was read. */
export type InventoryFile = Settings<typeof inventorySchema>;
/** One customer of an inventory file. */
export type CustomerEntry = InventoryFile['customers'][string];
/** One host of an inventory file. */
export type HostEntry = CustomerEntry['hosts'][string];

function hostAddress(description: string) {
  return Type.String({
    description,
    pattern: '^[A-Za-z0-9._:-]{1,253}$',
    expected: 'a host name or an IP address',
  });
}

function directory(description: string) {
  return FilePath({ description });
}
