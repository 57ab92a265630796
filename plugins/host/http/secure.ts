import { isIP, type Socket } from 'node:net';
import {
  connect,
  createSecureContext,
  type SecureContextOptions,
  type SecureVersion,
  type TLSSocket,
} from 'node:tls';
import { unlessAborted } from '../unless-aborted.ts';
import { type Certificate, certificatesOf } from './certificate.ts';
import type { Failure } from './failure.ts';

/** How a connection is secured. */
export interface TlsPlan {
  /** The name to ask for (SNI) and, with `verify`, to find in the certificate; an address is only looked for. */
  readonly name: string;
  readonly oldest?: SecureVersion | undefined;
  readonly newest?: SecureVersion | undefined;
  /** Client certificate and key, PEM. */
  readonly certificate?: Buffer | undefined;
  readonly key?: Buffer | undefined;
  /** Whom to trust instead of the usual authorities, PEM. */
  readonly authorities?: Buffer | undefined;
  /** Refuse a certificate that is not trusted, not valid now or not for `name`. */
  readonly verify: boolean;
}

/** A secured connection and what the other side showed for itself. */
export interface Secured {
  readonly socket: TLSSocket;
  readonly certificates: readonly Certificate[];
}

/** Makes a TLS client's handshake on `plain`. Rejects only when `signal` fires. */
export async function secure(
  plain: Socket,
  plan: TlsPlan,
  signal: AbortSignal,
): Promise<Secured | { readonly failure: Failure }> {
  const identity = identityFlaw(plan);
  if (identity !== undefined) {
    plain.destroy();
    return { failure: identity };
  }
  const { promise, resolve } = Promise.withResolvers<Secured | { failure: Failure }>();
  const socket = connect({ socket: plain, ...optionsOf(plan) });
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

function optionsOf({ name, verify, ...plan }: TlsPlan) {
  return {
    ...contextOptions(plan),
    ...(plan.oldest && { minVersion: plan.oldest }),
    ...(plan.newest && { maxVersion: plan.newest }),
    ...(plan.authorities && { ca: plan.authorities }),
    // Node refuses an address as SNI; RFC 6066 has none.
    ...(isIP(name) === 0 && { servername: name }),
    host: name,
    rejectUnauthorized: verify,
  };
}

function contextOptions({
  certificate,
  key,
}: Pick<TlsPlan, 'certificate' | 'key'>): SecureContextOptions {
  return { ...(certificate && { cert: certificate }), ...(key && { key }) };
}

function identityFlaw(plan: TlsPlan): Failure | undefined {
  const { certificate } = plan;
  const flaw = brokenContext(contextOptions({ certificate, key: undefined }));
  if (flaw !== undefined) return { kind: 'identity', flaw: 'certificate', reason: flaw };
  const reason = brokenContext(contextOptions(plan));
  return reason === undefined ? undefined : { kind: 'identity', flaw: 'key', reason };
}

function brokenContext(options: SecureContextOptions): string | undefined {
  try {
    if (options.cert !== undefined) createSecureContext(options);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function failureOf(error: NodeJS.ErrnoException): Failure {
  const untrusted = error.code !== undefined && /CERT|ISSUER|CHAIN|SIGNATURE/.test(error.code);
  const kind = untrusted && !error.code?.startsWith('ERR_SSL') ? 'untrusted' : 'handshake';
  return { kind, reason: error.message.trim() };
}
