import type { PeerCertificate, TLSSocket } from 'node:tls';

/** What is judged of a certificate. */
export interface Certificate {
  /** The common name of its subject; undefined when it has none. */
  readonly commonName: string | undefined;
  /** The end of its validity, epoch milliseconds. */
  readonly validTo: number;
}

/** The certificates that the other side has sent, its own first, each followed by its issuer's. */
export function certificatesOf(socket: TLSSocket): readonly Certificate[] {
  const chain: Certificate[] = [];
  let next: PeerLink | undefined = socket.getPeerCertificate(true);
  const seen = new Set<PeerLink>();
  while (next?.valid_to !== undefined && !seen.has(next)) {
    seen.add(next);
    chain.push({ commonName: firstName(next.subject?.CN), validTo: Date.parse(next.valid_to) });
    next = next.issuerCertificate;
  }
  return chain;
}

// Node's declaration promises fields that an empty answer or a last link does not have.
type PeerLink = Partial<Omit<PeerCertificate, 'subject'>> & {
  readonly subject?: { readonly CN?: string | readonly string[] };
  readonly issuerCertificate?: PeerLink;
};

function firstName(names: string | readonly string[] | undefined): string | undefined {
  return typeof names === 'string' || names === undefined ? names : names[0];
}
