import { Type } from 'typebox';
import { Duration } from '../../../plugins/settings/duration.ts';
import { FilePath } from '../../../plugins/settings/file-path.ts';
import type { Complain, Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';
import { WebAddress } from '../../../plugins/settings/web-address.ts';
import { severities } from '../../../sla/plan.ts';
import { isZone } from '../../../sla/zone.ts';
import { domainOf } from '../../mail/mail-thread.ts';
import { topics } from '../message.ts';

const quiet = Type.Object({
  hours: Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d$',
    expected: 'hours such as 22:00-07:00',
    description: 'When engineers are not written to; what is due then waits for the end.',
  }),
  zone: Type.String({ default: 'Europe/Brussels' }),
  except: Type.Array(Type.Enum([...severities]), {
    default: ['A'],
    description: 'Severities that are always worth a mail.',
  }),
});

const storm = Type.Object(
  {
    more_than: Type.Integer({
      minimum: 1,
      default: 5,
      description: 'From so many new incidents on, one person gets one mail about all of them.',
    }),
    within: Duration({ default: '10m', atLeast: '1s' }),
  },
  { default: {} },
);

/** The key `mail` of the gateway's configuration: how mail goes out, to whom about what, and when not. */
export const mailSchema = Type.Object({
  relay: WebAddress({
    schemes: ['smtp', 'smtps'],
    description: 'The server that mail is handed to, such as smtp://user@relay.example:587.',
  }),
  password: Type.Optional(SecretText()),
  from: Type.String({
    pattern: '^([^<>\\r\\n]+ <[^@\\s<>]+@[^@\\s<>]+>|[^@\\s<>]+@[^@\\s<>]+)$',
    expected: 'an address such as Support <support@support.example>',
  }),
  tls: Type.Optional(
    Type.Enum(['required', 'when offered', 'off'], {
      description:
        'Whether a relay must encrypt (smtps always does). Required when left out, except on the loopback.',
    }),
  ),
  ca: Type.Optional(FilePath({ description: 'The certificate (PEM) that signs the relay’s.' })),
  engineers: Type.Array(Type.Enum([...topics]), {
    default: [
      ...(['raised', 'opening', 'due soon', 'overdue', 'update due'] as const),
      ...(['answer', 'resolved', 'reopened'] as const),
    ],
    description: 'What engineers are written about.',
  }),
  customers: Type.Array(Type.Enum([...topics]), {
    default: ['raised', 'question', 'update', 'note', 'resolved', 'reopened'],
    description: 'What the customer’s contacts are written about.',
  }),
  patience: Duration({
    default: '5m',
    description:
      'How long customers are not told of what monitoring raised; what recovers by itself until then they do not hear of.',
  }),
  quiet: Type.Optional(quiet),
  storm,
});

/** How mail goes out, to whom about what, and when not. */
export type MailConfig = Settings<typeof mailSchema>;

/** Complains about what only the whole of `mail` shows. */
export function checkMail({ relay, password, from, quiet }: MailConfig, complain: Complain): void {
  const url = new URL(relay);
  if (url.password !== '')
    complain(['mail', 'relay'], 'must not hold a password: put it under password');
  if (password !== undefined && url.username === '') {
    complain(['mail', 'relay'], 'names no user for the password: smtp://USER@HOST');
  }
  if (url.username !== '' && password === undefined) complain(['mail'], 'password is missing');
  if (!/^[a-z0-9.-]+$/.test(domainOf(from))) {
    complain(['mail', 'from'], `must name a domain, not "${domainOf(from)}"`);
  }
  if (quiet !== undefined && !isZone(quiet.zone)) {
    complain(['mail', 'quiet', 'zone'], `is no time zone: "${quiet.zone}"`);
  }
}
