import { Type } from 'typebox';
import { Duration } from '../../plugins/settings/duration.ts';
import { WebAddress } from '../../plugins/settings/web-address.ts';
import {
  address,
  commandWords,
  optionalText,
  optionalWord,
  path,
  port,
  text,
  thresholds,
} from './fields.ts';
import { groupName, hostName, key, serviceName, variableName } from './names.ts';
import { products, sizes } from './words.ts';

const by = Type.Enum(['local', 'nrpe', 'passive', 'direct'], {
  description:
    'local: this very monitoring server; nrpe: asked through its agent; passive: its agent sends; direct: looked at from outside, without an agent.',
});

const firewall = Type.Object(
  {
    address: address('The address that the monitoring server connects to.'),
    port: port('The port that is open there.'),
  },
  { description: 'The opening in the customer’s firewall that leads to the agent.' },
);

/** How results of a host come to the monitoring server: a word, or a mapping where more is to be said. */
export const reached = Type.Union([
  by,
  Type.Object({
    by,
    port: port("The agent's port.", { default: 5666 }),
    agent: Type.Enum(['watchclock', 'nrpe'], {
      default: 'watchclock',
      description: 'Whose agent runs there: the resident one, or the classic NRPE daemon.',
    }),
    firewall: Type.Optional(firewall),
  }),
]);

/** Limits by what is watched (`load`, `disk-home`) or by the name of a service. */
export const limits = Type.Record(
  Type.String(),
  Type.Object({
    warning: Type.Optional(thresholds()),
    critical: Type.Optional(thresholds()),
    because: text('Why these limits and not those of the profile.'),
  }),
  { propertyNames: serviceName, default: {} },
);

const application = Type.Object({
  product: Type.Optional(
    Type.Enum([...products], { description: 'Left out when the key says it.' }),
  ),
  url: WebAddress({
    description: 'The base URL with its context path, as whoever asks it sees it.',
  }),
  home: Type.Optional(path('The application’s home directory.')),
  data: Type.Optional(path('Where its data is kept, when that is another place than its home.')),
  install: Type.Optional(path('Where the program itself is installed.')),
  user: optionalWord('The user that runs it; the product’s name when left out.'),
  node: optionalText(
    'The name of this node in a Data Center cluster; several nodes serve one application.',
  ),
  size: Type.Enum([...sizes], {
    default: 'medium',
    description: 'small: up to 500 users; large: from 5,000 on.',
  }),
  seen_from: Type.Optional(
    Type.Enum(['server', 'host'], {
      description:
        'Who asks its page: the monitoring server, or the host itself where a firewall hides it.',
    }),
  ),
  limits,
});

const groups = Type.Array(groupName, {
  default: [],
  description:
    'Further groups in Nagios; those of the customer and of its products are there anyway.',
});

const variables = Type.Record(Type.String(), text('Its value.'), {
  propertyNames: variableName,
  default: {},
  description: 'Custom variables: SNMP_COMMUNITY is $_HOSTSNMP_COMMUNITY$ in Nagios.',
});

const extraService = Type.Object({
  check: commandWords({
    description:
      'The check and its options, or another program by its path: check_http -H intranet.example -S',
  }),
  on: Type.Enum(['host', 'server'], {
    default: 'host',
    description:
      'host: the host itself runs it (through its agent); server: the monitoring server.',
  }),
  because: optionalText(
    'Why it is watched and where its limits come from; printed into what is generated.',
  ),
  every: Type.Optional(Duration({ atLeast: '1s', description: 'As checks.every, for it alone.' })),
  retry: Type.Optional(Duration({ atLeast: '1s', description: 'As checks.retry, for it alone.' })),
  attempts: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 20, description: 'As checks.attempts, for it alone.' }),
  ),
  groups,
  variables,
});

/** A watched machine. */
export const host = Type.Object({
  address: address('How the host is found: a name or an address.'),
  alias: optionalText('What people call it.'),
  reached: Type.Optional(reached),
  parents: Type.Array(hostName, { default: [], description: 'The hosts it is reached through.' }),
  applications: Type.Record(Type.String(), application, {
    propertyNames: key,
    default: {},
  }),
  services: Type.Record(Type.String(), extraService, {
    propertyNames: serviceName,
    default: {},
  }),
  derived: Type.Boolean({
    default: true,
    description:
      'Whether services follow from reach, machine and applications; false: only those spelled out.',
  }),
  groups,
  variables,
  limits,
});
