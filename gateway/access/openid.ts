import * as client from 'openid-client';
import type { Secret } from '../../plugins/settings/secret.ts';
import type { Account, Accounts } from './account.ts';

/** A provider that vouches for people, as it is configured. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly client_id: string;
  readonly client_secret: Secret;
  readonly name: string;
  readonly claim: 'email' | 'preferred_username';
}

/** What is kept between sending somebody to the provider and their coming back. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody for whom the provider has vouched. */
export interface Vouched {
  /** Issuer and subject, which never change. */
  readonly subject: string;
  /** What an account may be called for them; undefined where the provider vouches for no such claim. */
  readonly name: string | undefined;
}

/** A provider of OpenID Connect: the authorization code flow with PKCE, state and nonce. */
export interface OpenId {
  readonly name: string;
  /** Where to send somebody, and what to keep until they are back at `callback`. */
  readonly begin: (callback: string) => Promise<{ readonly url: URL; readonly journey: Journey }>;
  /** Whom the provider vouches for; rejects when the answer is not one to this journey. */
  readonly finish: (answer: URL, journey: Journey) => Promise<Vouched>;
}

/** A provider as it is configured; it is asked about itself when it is first used. */
export function openIdProvider(settings: OpenIdSettings): OpenId {
  let found: Promise<client.Configuration> | undefined;
  const configuration = async () => {
    found ??= discover(settings);
    found.catch(() => {
      found = undefined;
    });
    return found;
  };
  return {
    name: settings.name,
    begin: async (callback) => {
      const config = await configuration();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const verifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(config, {
        ...{ redirect_uri: callback, scope: 'openid email profile', state, nonce },
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url, journey: { state, nonce, verifier } };
    },
    finish: async (answer, { state, nonce, verifier }) => {
      const config = await configuration();
      const tokens = await client.authorizationCodeGrant(config, answer, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('the provider gave no ID token');
      const more = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
      return {
        subject: `${claims.iss} ${claims.sub}`,
        name: nameIn({ ...more, ...claims }, settings.claim),
      };
    },
  };
}

/** Without TLS a provider is believed on this machine only. */
async function discover({ issuer, client_id, client_secret }: OpenIdSettings) {
  const url = new URL(issuer);
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const execute = url.protocol === 'http:' && isLocal ? [client.allowInsecureRequests] : [];
  return client.discovery(
    url,
    client_id,
    undefined,
    client.ClientSecretBasic(client_secret.reveal()),
    { execute },
  );
}

function nameIn(claims: Readonly<Record<string, unknown>>, claim: OpenIdSettings['claim']) {
  const { [claim]: value } = claims;
  if (typeof value !== 'string') return undefined;
  if (claim === 'email' && claims.email_verified !== true) return undefined;
  return value.toLowerCase();
}

/**
 * The account of somebody: the one that is theirs already or, the first time, the one of that name, which is theirs from
 * then on whatever the provider calls them later.
 */
export async function accountOf(
  { subject, name }: Vouched,
  accounts: Pick<Accounts, 'account' | 'bySubject' | 'change'>,
): Promise<Account | undefined> {
  const known = await accounts.bySubject(subject);
  if (known !== undefined) return known.disabledAt === null ? known : undefined;
  const named = name === undefined ? undefined : await accounts.account(name);
  if (named === undefined || named.subject !== null || named.disabledAt !== null) return undefined;
  await accounts.change(named.name, { subject });
  return { ...named, subject };
}
