import {
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type SecureVersion,
} from 'node:tls';
import type { Failure } from './failure.ts';

/** What a client brings to a TLS handshake. */
export interface TlsMaterial {
  readonly oldest?: SecureVersion | undefined;
  readonly newest?: SecureVersion | undefined;
  /** Client certificate and key, PEM. */
  readonly certificate?: Buffer | undefined;
  readonly key?: Buffer | undefined;
  /** Whom to trust instead of the system's authorities, PEM. */
  readonly authorities?: Buffer | undefined;
  /** Refuse a certificate that is not trusted, not valid now or not for the host. */
  readonly verify: boolean;
}

/** The material made ready, or what is wrong with it. */
export type TlsContext = { readonly context: SecureContext } | { readonly failure: Failure };

/** Makes ready what a handshake needs. */
export function prepareTls(material: TlsMaterial): TlsContext {
  const { certificate: cert } = material;
  const flaw = cert && flawOf(() => createSecureContext({ cert, ca: [] }));
  if (flaw !== undefined)
    return { failure: { kind: 'identity', flaw: 'certificate', reason: flaw } };
  try {
    return { context: createSecureContext(optionsOf(material)) };
  } catch (error) {
    return { failure: { kind: 'identity', flaw: 'key', reason: wordsOf(error) } };
  }
}

function optionsOf({ oldest, newest, certificate, key, authorities, verify }: TlsMaterial) {
  return {
    ...(oldest && { minVersion: oldest }),
    ...(newest && { maxVersion: newest }),
    ...(certificate && { cert: certificate }),
    ...(key && { key }),
    // Reading the usual authorities takes longer than a handshake; without verifying, nobody needs them.
    ca: verify ? (authorities ?? usualAuthorities()) : [],
  };
}

/** Those of the system, where an administrator adds his own; those of Node, where the system has none. */
function usualAuthorities(): string[] {
  const own = getCACertificates('system');
  return own.length > 0 ? own : getCACertificates('bundled');
}

function flawOf(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
