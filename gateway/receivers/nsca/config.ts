import { Type } from 'typebox';
import { CustomText } from '../../../plugins/settings/custom.ts';
import { Duration } from '../../../plugins/settings/duration.ts';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import { ListenAddress } from '../../../plugins/settings/listen-address.ts';
import type { Complain, Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';
import {
  type NscaMethod,
  nscaMethodForms,
  parseNscaMethod,
} from '../../../plugins/wire/nsca-cipher.ts';

/** One entry of the key `nsca` of the gateway's configuration. */
export const nscaSchema = Type.Object({
  listen: ListenAddress({ default: '127.0.0.1:5667' }),
  encryption: CustomText<NscaMethod>(
    { description: 'No method is assumed: none and xor must be asked for by name.' },
    `${nscaMethodForms}; none and xor by name`,
    (text) => (/^[01]$/.test(text) ? undefined : parseNscaMethod(text)),
  ),
  password: Type.Optional(SecretText()),
  max_age: Duration({ default: '30s', atLeast: '1s' }),
  hosts: Type.Optional(Type.Array(GlobPattern(), { description: 'Only for these hosts.' })),
});

/** One address at which NSCA's clients are heard. */
export type NscaConfig = Settings<typeof nscaSchema>;

/** What a schema cannot say: who encrypts needs a password. */
export function checkNsca(list: readonly NscaConfig[], complain: Complain): void {
  for (const [index, { encryption, password }] of list.entries()) {
    if (encryption === 'none' || password !== undefined) continue;
    complain(['nsca', index], `password is missing: the encryption ${encryption} needs one`);
  }
}
