import { Type } from 'typebox';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import { ListenAddress } from '../../../plugins/settings/listen-address.ts';
import type { Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';

const client = Type.Object({
  password: SecretText(),
  hosts: Type.Array(GlobPattern(), { description: 'The hosts it may speak for.' }),
  services: Type.Optional(
    Type.Array(GlobPattern(), {
      description: 'Only these services, and not the hosts themselves.',
    }),
  ),
});

/** The key `nsca_ng` of the gateway's configuration. */
export const nscaNgSchema = Type.Object({
  listen: ListenAddress({ default: '127.0.0.1:5668' }),
  clients: Type.Record(Type.String(), client, {
    description: 'By identity; * stands for every identity that is not named.',
  }),
});

/** Where NSCA-ng's clients are heard, and what each may say. */
export type NscaNgConfig = Settings<typeof nscaNgSchema>;

/** What one identity may do. */
export type NscaNgClient = NscaNgConfig['clients'][string];
