import { Type } from 'typebox';
import { GlobPattern } from '../../../plugins/settings/glob.ts';
import type { Settings } from '../../../plugins/settings/load.ts';
import { SecretText } from '../../../plugins/settings/secret.ts';

/** The key `nrdp` of the gateway's configuration: who may send, and for whom. */
export const nrdpSchema = Type.Object({
  tokens: Type.Array(
    Type.Object({
      token: SecretText(),
      customer: Type.String({ minLength: 1, description: 'Whose hosts it may speak for.' }),
      hosts: Type.Optional(
        Type.Array(GlobPattern(), { description: 'Only these of the customer’s hosts.' }),
      ),
    }),
    { minItems: 1 },
  ),
});

/** Who sends, and what it may say. */
export type NrdpToken = Settings<typeof nrdpSchema>['tokens'][number];
