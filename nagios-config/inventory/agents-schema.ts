import { Type } from 'typebox';
import { Duration } from '../../plugins/settings/duration.ts';
import { WebAddress } from '../../plugins/settings/web-address.ts';
import { address, path } from './fields.ts';

const onHost = {
  cert: path('The agent’s certificate, on each host.', { default: '/etc/watchclock/agent.crt' }),
  key: path('Its key.', { default: '/etc/watchclock/agent.key' }),
  clients: path('Who signs those that may ask.', { default: '/etc/watchclock/monitoring-ca.crt' }),
};

const onServer = Type.Object(
  {
    ca: path('Who signs the agents.', { default: '/etc/watchclock/agents-ca.crt' }),
    cert: path('What the monitoring server shows.', { default: '/etc/watchclock/monitoring.crt' }),
    key: path('Its key.', { default: '/etc/watchclock/monitoring.key' }),
  },
  { default: {}, description: 'The same on the monitoring server.' },
);

const tls = Type.Union([Type.Literal('off'), Type.Object({ ...onHost, server: onServer })], {
  default: {},
  description: 'Where certificates lie; or off, which encrypts nothing.',
});

const passive = Type.Object({
  to: WebAddress({
    schemes: ['nsca-ng', 'nsca', 'nrdp+https', 'https'],
    description: 'Where hosts that are not asked send their results.',
  }),
  every: Duration({ default: '60s', atLeast: '1s' }),
  secret: path('The file with the password or token, on each host.', {
    default: '/etc/watchclock/secret',
  }),
});

/** How the agents of all hosts are set up. */
export const agents = Type.Object(
  {
    plugins: path('Where the checks are on a host with the classic NRPE daemon.', {
      default: '/usr/lib/watchclock',
    }),
    listen: address(
      'Where agents listen; those that the server asks must be reached from outside.',
      {
        default: '0.0.0.0',
      },
    ),
    allowed: Type.Array(address('The monitoring server, as the hosts see it.'), {
      default: ['127.0.0.1'],
    }),
    tls,
    passive: Type.Optional(passive),
  },
  { default: {} },
);
