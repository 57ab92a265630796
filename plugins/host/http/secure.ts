import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { unlessAborted } from '../unless-aborted.ts';
import { type Certificate, certificatesOf } from './certificate.ts';
import type { Failure } from './failure.ts';
import type { TlsContext } from './tls-context.ts';

/** How a connection is secured. */
export interface TlsPlan {
  /** The name to ask for (SNI) and, with `verify`, to find in the certificate; an address is only looked for. */
  readonly name: string;
  readonly prepared: TlsContext;
  readonly verify: boolean;
  /** Offer HTTP/2 before HTTP/1.1. */
  readonly http2: boolean;
}

/** A secured connection and what the other side showed for itself. */
export interface Secured {
  readonly socket: TLSSocket;
  readonly certificates: readonly Certificate[];
}

/** Makes a TLS client's handshake on `plain`. Rejects only when `signal` fires. */
export async function secure(
  plain: Socket,
  { name, prepared, verify, http2 }: TlsPlan,
  signal: AbortSignal,
): Promise<Secured | { readonly failure: Failure }> {
  if ('failure' in prepared) {
    plain.destroy();
    return prepared;
  }
  const { promise, resolve } = Promise.withResolvers<Secured | { failure: Failure }>();
  const socket = connect({
    socket: plain,
    secureContext: prepared.context,
    host: name,
    ...(isIP(name) === 0 && { servername: name }), // SNI has no addresses (RFC 6066)
    rejectUnauthorized: verify,
    ...(http2 && { ALPNProtocols: ['h2', 'http/1.1'] }),
  });
  // Stays for the life of the socket: an error that nobody listens to would end the process.
  socket.on('error', (error) => {
    socket.destroy();
    resolve({ failure: failureOf(error) });
  });
  socket.once('secureConnect', () => {
    resolve({ socket, certificates: certificatesOf(socket) });
  });
  return unlessAborted(promise, signal, () => socket.destroy());
}

function failureOf(error: NodeJS.ErrnoException): Failure {
  const untrusted = error.code !== undefined && /CERT|ISSUER|CHAIN|SIGNATURE/.test(error.code);
  const kind = untrusted && !error.code?.startsWith('ERR_SSL') ? 'untrusted' : 'handshake';
  // Node adds advice for programs, and OpenSSL where in its source it was.
  const reason = error.message
    .replace(/; if the root CA .*$/, '')
    .replace(/^[0-9A-F]+:(error:[0-9A-F]+:SSL routines:)[^:]*:([^:]+):.*/s, '$1:$2')
    .trim();
  return { kind, reason };
}
