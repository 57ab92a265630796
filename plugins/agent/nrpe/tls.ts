import type { SecureVersion, TlsOptions } from 'node:tls';
import { selfSigned } from './self-signed.ts';

/** How connections are secured. */
export interface NrpeTls {
  /** The certificate and its key, as PEM; a certificate is made at the start where they are left out. */
  readonly identity?: { readonly cert: string; readonly key: string };
  /** The authority that signs the certificates of clients, as PEM: with it nobody comes in without one. */
  readonly clients?: string;
  /** Whether a client may do without a certificate although there is an authority. */
  readonly clientsOptional?: boolean;
  /** Anonymous key exchange too, for old clients: encrypted, and open to whoever sits between. */
  readonly anonymous: boolean;
  readonly minVersion: SecureVersion;
}

/** The options of Node's TLS server. Throws when a certificate or key cannot be used. */
export function tlsOptions(settings: NrpeTls, now: number): TlsOptions {
  const {
    identity = selfSigned('watchclock agent', now),
    clients,
    anonymous,
    minVersion,
  } = settings;
  const old = minVersion === 'TLSv1' || minVersion === 'TLSv1.1';
  return {
    ...identity,
    minVersion,
    maxVersion: 'TLSv1.3',
    ciphers: ciphers(anonymous, old),
    // Without parameters of its own, the anonymous exchange has no shared cipher.
    ...(anonymous && { dhparam: 'auto' }),
    ...(clients !== undefined && {
      ca: clients,
      requestCert: true,
      rejectUnauthorized: settings.clientsOptional !== true,
    }),
  };
}

function ciphers(anonymous: boolean, old: boolean): string {
  const modern = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256';
  const certified = `ECDHE+AESGCM:ECDHE+CHACHA20${old ? ':ECDHE+AES' : ''}`;
  const open = anonymous ? ':AECDH:ADH' : '';
  // OpenSSL 3 takes neither anonymous ciphers nor TLS 1.0 and 1.1 at a higher level.
  const level = anonymous || old ? ':@SECLEVEL=0' : '';
  return `${modern}:${certified}${open}${level}`;
}
