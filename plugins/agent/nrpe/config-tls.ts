import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureVersion } from 'node:tls';
import type { Directive } from './config-file.ts';
import type { ConfigReading } from './config-reading.ts';
import type { NrpeTls } from './tls.ts';

/** What an nrpe.cfg says of TLS. Throws when a file that it names cannot be used. */
export function configTls(reading: ConfigReading): NrpeTls {
  const { last, note } = reading;
  const cert = last('ssl_cert_file');
  const key = last('ssl_privatekey_file');
  const adh = last('ssl_use_adh');
  const clients = clientsOf(reading);
  const anonymous = adh !== undefined && adh.value !== '0';
  if (anonymous && clients.clients !== undefined) {
    note(adh, 'not honoured: it would let clients in without the certificate that is asked for');
  }
  return {
    ...(cert !== undefined && key !== undefined && { identity: identityOf(cert, key) }),
    ...clients,
    anonymous: anonymous && clients.clients === undefined,
    minVersion: minVersion(reading),
  };
}

function identityOf(cert: Directive, key: Directive): { cert: string; key: string } {
  const identity = { cert: readNamed(cert), key: readNamed(key) };
  try {
    createSecureContext(identity);
  } catch (error) {
    throw new Error(`${cert.place}: ${cert.name}: cannot be used: ${(error as Error).message}`);
  }
  return identity;
}

/** 0 asks no client for a certificate, 1 lets in those without one too, 2 nobody else. */
function clientsOf({ last, note }: ConfigReading): Pick<NrpeTls, 'clients' | 'clientsOptional'> {
  const asked = last('ssl_client_certs');
  const authority = last('ssl_cacert_file');
  if (asked === undefined || asked.value === '0') return {};
  if (authority !== undefined) {
    return { clients: readNamed(authority), clientsOptional: asked.value === '1' };
  }
  if (asked.value === '2') {
    throw new Error(`${asked.place}: ${asked.name}: needs ssl_cacert_file`);
  }
  note(asked, 'not honoured: there is no ssl_cacert_file');
  return {};
}

/** `TLSv1.1+` and `TLSv1.1` both let in that version and later ones. */
function minVersion({ last, note }: ConfigReading): SecureVersion {
  const directive = last('ssl_version');
  const version = directive?.value.replace(/\+$/, '');
  if (directive === undefined || version === undefined) return 'TLSv1.2';
  if (version !== 'TLSv1' && version !== 'TLSv1.1' && version !== 'TLSv1.2') {
    note(directive, `not honoured: "${directive.value}" is too old; TLS 1.2 and later are allowed`);
    return 'TLSv1.2';
  }
  if (version === directive.value)
    note(directive, `later versions than ${version} are allowed too`);
  return version;
}

function readNamed({ name, value, place }: Directive): string {
  try {
    return readFileSync(value, 'utf8');
  } catch (error) {
    throw new Error(`${place}: ${name}: cannot be read: ${(error as Error).message}`);
  }
}
