import { createSecureContext, type SecureContextOptions, type Server } from 'node:tls';
import { Type } from 'typebox';
import { isLoopback } from '../../plugins/settings/listen-address.ts';
import type { Complain, Settings } from '../../plugins/settings/load.ts';
import { PemFile } from '../../plugins/settings/pem-file.ts';

/** The key `http.tls` of the gateway's configuration. */
export const tlsSchema = Type.Union([
  Type.Literal('off'),
  Type.Object({
    cert: PemFile('CERTIFICATE'),
    key: PemFile('PRIVATE KEY'),
  }),
]);

/** A certificate with those of its authorities, and its key, in PEM; or that there is none. */
export type TlsSettings = Settings<typeof tlsSchema>;

/** What a schema cannot say: whether the two fit, and that nothing goes in the clear beyond this machine unless asked by name. */
export function checkTls(
  { tls, host }: { readonly tls: TlsSettings | undefined; readonly host: string },
  complain: Complain,
): void {
  if (tls === undefined && !isLoopback(host)) {
    complain(
      ['http', 'listen'],
      `"${host}" is beyond this machine: give http.tls, or "tls: off" if something else encrypts`,
    );
  }
  if (!isSecured(tls)) return;
  try {
    createSecureContext(tls);
  } catch (error) {
    complain(['http', 'tls'], `cannot be used: ${(error as Error).message}`);
  }
}

/** Whether a server with these settings speaks HTTPS. */
export function isSecured(tls: TlsSettings | undefined): tls is Identity {
  return tls !== undefined && tls !== 'off';
}

type Identity = Exclude<TlsSettings, 'off'>;

/** The options of Node's HTTPS server: TLS 1.2 and later. */
export function tlsOptions({ cert, key }: Identity): SecureContextOptions {
  return { cert, key, minVersion: 'TLSv1.2' };
}

/** Shows another certificate to whoever connects to a server of Node's from now on. */
export function renewCertificate(server: unknown, tls: TlsSettings | undefined): void {
  if (isSecured(tls)) (server as Server).setSecureContext(tlsOptions(tls));
}
