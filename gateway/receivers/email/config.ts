import { Type } from 'typebox';
import { FilePath } from '../../../plugins/settings/file-path.ts';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import { ListenAddress } from '../../../plugins/settings/listen-address.ts';
import type { Settings } from '../../../plugins/settings/load.ts';
import { Size } from '../../../plugins/settings/size.ts';

/** The key `smtp` of the gateway's configuration: where customers' mail comes in. */
export const smtpSchema = Type.Object({
  listen: ListenAddress({ default: '127.0.0.1:2525' }),
  recipients: Type.Optional(
    Type.Array(GlobPattern(), {
      minItems: 1,
      description:
        'The addresses that mail is taken for, such as support@support.example. When left out, that of mail.from, or else the domain of http.base_url.',
    }),
  ),
  max_size: Size({ default: '10MiB', description: 'The largest mail, with all that is in it.' }),
  per_hour: Type.Integer({
    minimum: 1,
    default: 60,
    description: 'The most mails that are taken from one sender in an hour.',
  }),
  tls: Type.Optional(
    Type.Object(
      {
        cert: FilePath({ description: 'The certificate (PEM), with those that lead to its root.' }),
        key: FilePath({ description: 'Its private key (PEM).' }),
      },
      { description: 'Offers STARTTLS.' },
    ),
  ),
});

/** Where customers' mail comes in, and how much of it. */
export type SmtpConfig = Settings<typeof smtpSchema>;
