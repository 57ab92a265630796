import { Type } from 'typebox';
import { SecretText } from '../../plugins/settings/secret.ts';
import { WebAddress } from '../../plugins/settings/web-address.ts';

/** The OpenID Connect provider that may vouch for people, in the gateway's configuration. */
export const openidSchema = Type.Object({
  issuer: WebAddress({ description: 'The provider, as its discovery document names it.' }),
  client_id: Type.String({ minLength: 1, description: 'Who the gateway is to the provider.' }),
  client_secret: SecretText({ description: 'What proves that it is.' }),
  name: Type.String({
    default: 'OpenID Connect',
    description: 'What people call it: "Sign in with NAME".',
  }),
  claim: Type.Enum(['email', 'preferred_username'], {
    default: 'email',
    description:
      'Which claim is the name of an account at the first sign-in; an e-mail address must be verified.',
  }),
});
