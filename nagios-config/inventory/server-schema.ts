import { Type } from 'typebox';
import { WebAddress } from '../../plugins/settings/web-address.ts';
import { path, zone } from './fields.ts';

/** The monitoring server: its name as a site, where its programs and its state are, its user and its zone. */
export const nagios = Type.Object(
  {
    site: Type.String({
      default: 'main',
      pattern: '^[a-z0-9-]{1,40}$',
      expected: 'a key such as main',
      description: 'What the gateway calls this monitoring server.',
    }),
    plugins: path('The folder of the checks.', { default: '/usr/lib/watchclock' }),
    check_nrpe: path('What asks agents.', { default: '/usr/lib/nagios/plugins/check_nrpe' }),
    watchclock: path('The command that delivers notifications.', {
      default: '/usr/bin/watchclock',
    }),
    notify_config: path('Its configuration: where the generated notify.yaml is installed.', {
      default: '/etc/watchclock/notify.yaml',
    }),
    state: path('Where Nagios keeps its state.', { default: '/var/lib/nagios4' }),
    log: path('Where Nagios keeps its logs.', { default: '/var/log/nagios4' }),
    user: Type.String({
      default: 'nagios',
      pattern: '^[a-z_][a-z0-9_-]*$',
      expected: 'a user name',
      description: 'The user that Nagios runs as.',
    }),
    zone: zone('The zone in which Nagios reads time periods.', { default: 'Europe/Brussels' }),
  },
  { default: {} },
);

/** The gateway as the monitoring server and the hosts reach it. */
export const gateway = Type.Object(
  {
    url: WebAddress({
      default: 'http://127.0.0.1:8480',
      description: 'Where notifications are delivered.',
    }),
    token_file: path('The token that the gateway asks for, on the monitoring server.', {
      default: '/var/lib/watchclock/watchclock.token',
    }),
    spool: path('Where notifications wait while the gateway is down.', {
      default: '/var/spool/watchclock/notify',
    }),
  },
  { default: {} },
);
