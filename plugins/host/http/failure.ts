/** Why a connection did not get as far as an answer. Each door of the check words it in its own way. */
export type Failure =
  | { readonly kind: 'unresolved'; readonly host: string; readonly reason: string }
  | { readonly kind: 'unconnected'; readonly attempts: readonly Attempt[] }
  | { readonly kind: 'tunnel'; readonly reason: string }
  | { readonly kind: 'identity'; readonly flaw: 'certificate' | 'key'; readonly reason: string }
  | { readonly kind: 'handshake'; readonly reason: string }
  | { readonly kind: 'untrusted'; readonly reason: string };

/** One address that was tried, and what the operating system said to it. */
export interface Attempt {
  readonly address: string;
  readonly port: number;
  readonly reason: string;
}
