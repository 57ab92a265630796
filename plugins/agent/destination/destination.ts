import { CustomText } from '../../settings/custom.ts';
import type { Secret } from '../../settings/secret.ts';
import type { Send } from '../../spool/drain.ts';
import { type NscaMethod, nscaMethodForms, parseNscaMethod } from '../../wire/nsca-cipher.ts';

/** Where results go, without the secret that is needed there. */
export type Destination =
  | { readonly kind: 'gateway'; readonly url: string }
  | { readonly kind: 'nrdp'; readonly url: string }
  | { readonly kind: 'nsca'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'nsca-ng';
      readonly host: string;
      readonly port: number;
      readonly identity: string;
    };

/** What opening a destination needs besides its address. */
export interface DestinationParts {
  /** The password, or the token. */
  readonly secret: Secret;
  /** How an NSCA server wants its packets. */
  readonly encryption: NscaMethod;
  readonly signal: AbortSignal;
}

/** The address of a destination in agent.yaml or on the command line. */
export function DestinationAddress() {
  return CustomText<Destination>({ format: 'uri' }, destinationForms, parseDestination);
}

/** What `parseDestination` reads, to complete "must be …". */
export const destinationForms =
  'https://GATEWAY/, nrdp+https://HOST/nrdp/, nsca-ng://IDENTITY@HOST:5668 or nsca://HOST:5667';

/** An NSCA method by name or number. */
export function EncryptionMethod() {
  return CustomText<NscaMethod>({ default: usualEncryption }, nscaMethodForms, parseNscaMethod);
}

/** The best of the methods that every NSCA server has. */
export const usualEncryption: NscaMethod = 'rijndael-128';

/** The destination that a URL names; undefined when it names none, or holds a password, which belongs elsewhere. */
export function parseDestination(text: string): Destination | undefined {
  const [, scheme = '', rest = ''] = /^([a-z+-]+):\/\/(.+)$/.exec(text) ?? [];
  const nrdp = /^nrdp\+(https?)$/.exec(scheme)?.[1];
  const web = URL.parse(`${nrdp ?? (/^https?$/.test(scheme) ? scheme : 'http')}://${rest}`);
  if (web === null || web.password !== '') return undefined;
  if (nrdp !== undefined) return { kind: 'nrdp', url: web.href };
  if (/^https?$/.test(scheme)) return { kind: 'gateway', url: web.href };
  const host = web.hostname.replace(/^\[(.*)\]$/, '$1');
  const bare = /^\/?$/.test(web.pathname) && web.search === '';
  // A URL of http leaves its own port out.
  const port = /:80\/?$/.test(rest) ? 80 : Number(web.port);
  const identity = decodeURIComponent(web.username);
  if (!bare || host === '') return undefined;
  if (scheme === 'nsca' && identity === '') return { kind: scheme, host, port: port || 5667 };
  if (scheme !== 'nsca-ng') return undefined;
  return { kind: scheme, host, port: port || 5668, identity: identity || '*' };
}

/** How results are sent to a destination. Loads only what that one needs. */
export async function openDestination(
  destination: Destination,
  { secret, encryption, signal }: DestinationParts,
): Promise<Send> {
  switch (destination.kind) {
    case 'gateway': {
      const { gatewayDestination } = await import('./gateway.ts');
      return gatewayDestination({ to: destination.url, token: secret, signal });
    }
    case 'nrdp': {
      const { nrdpDestination } = await import('./nrdp.ts');
      return nrdpDestination({ url: destination.url, token: secret, signal });
    }
    case 'nsca': {
      const { nscaDestination } = await import('./nsca.ts');
      return nscaDestination({ ...destination, method: encryption, password: secret, signal });
    }
    case 'nsca-ng': {
      const { nscaNgDestination } = await import('./nsca-ng.ts');
      return nscaNgDestination({ ...destination, password: secret, signal });
    }
  }
}

/** How a destination is called in a message. */
export function destinationName(destination: Destination): string {
  if ('url' in destination) return destination.url;
  const { kind, host, port } = destination;
  return `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
