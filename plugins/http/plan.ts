import type { SecureVersion } from 'node:tls';
import type { Ere } from '../check/ere.ts';
import type { Range, Thresholds } from '../check/range.ts';
import type { Status } from '../check/status.ts';
import type { Family } from '../host/addresses.ts';

/** The two names of the check; each has its own wording, headers and odd habits. */
export type Dialect = 'check_http' | 'check_curl';

/** What a command line of the check asks for. */
export interface Plan {
  readonly dialect: Dialect;
  readonly place: Place;
  readonly family: Family;
  readonly tls: TlsWishes;
  readonly request: RequestWishes;
  readonly redirects: Redirects;
  readonly proxy: HttpProxy | undefined;
  /** `--noproxy` as it was typed. */
  readonly exempt: string | undefined;
  readonly cookieJar: string | undefined;
  readonly expect: Expectations;
  readonly certificate: CertificateLimits | undefined;
  readonly limits: Thresholds;
  readonly timeoutSeconds: number;
  readonly output: OutputWishes;
}

/** A proxy that speaks HTTP. */
export interface HttpProxy {
  readonly host: string;
  readonly port: number;
  /** `USER:PASSWORD`. */
  readonly credentials: string | undefined;
}

/** Where a page is: who to connect to, what to ask for there, and in whose name. */
export interface Place {
  readonly secure: boolean;
  /** The host or address to connect to. */
  readonly address: string;
  readonly port: number;
  /** The virtual host, when one is named; without one the request is HTTP/1.0 and names none. */
  readonly host: string | undefined;
  /** The port that the Host field names, when it is another one than `port`. */
  readonly hostPort: number | undefined;
  /** What stands in the request line: a path, or a whole address for a proxy. */
  readonly url: string;
  /** A redirect led here from a host that has nothing to do with it: it gets no credentials. */
  readonly foreign: boolean;
}

/** The versions of TLS that may be spoken; `gone` is one that was asked for and that nobody speaks any more. */
export interface TlsVersions {
  readonly oldest?: SecureVersion;
  readonly newest?: SecureVersion;
  readonly gone?: '2' | '3';
}

/** How TLS is spoken; files are paths. */
interface TlsWishes {
  readonly versions: TlsVersions;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly authorities: string | undefined;
  readonly verify: boolean;
}

/** A version of HTTP that can be asked for; 2 is spoken where the server does so too. */
export type HttpVersion = '1.0' | '1.1' | '2';

/** What the request says. */
export interface RequestWishes {
  readonly method: string;
  /** Ask a proxy at the place for a tunnel to the virtual host first. */
  readonly tunnel: boolean;
  readonly userAgent: string;
  /** Header lines as they were typed. */
  readonly headers: readonly string[];
  readonly credentials: string | undefined;
  readonly proxyCredentials: string | undefined;
  readonly post: string | undefined;
  readonly contentType: string | undefined;
  readonly version: HttpVersion | undefined;
  readonly compressed: boolean;
}

/** What a redirect means: a status of its own, or the way to go on, at most `most` times. */
export interface Redirects {
  readonly mode: Status | 'follow' | 'sticky' | 'stickyport';
  readonly most: number;
}

/** What the answer must be like. */
interface Expectations {
  /** `--expect` as it was typed. */
  readonly status: string | undefined;
  readonly header: string | undefined;
  readonly string: string | undefined;
  readonly pattern: Pattern | undefined;
  readonly json: readonly JsonExpectation[];
  readonly smallest: number;
  /** 0 for any size. */
  readonly largest: number;
  readonly oldestSeconds: number | undefined;
  /** Do not read the body. */
  readonly headOnly: boolean;
}

/** What the body must match, or with `inverted` must not, and the status when it does not do so. */
export interface Pattern {
  readonly expression: Ere;
  readonly inverted: boolean;
  readonly failure: Status;
}

/** A value that a JSON body must have at a path: `state=ready`, `pools.0.name=main`. */
export interface JsonExpectation {
  readonly path: string;
  readonly value: string;
}

/** Whole days that a certificate must have left. */
export interface CertificateLimits {
  readonly warning: number;
  readonly critical: number;
  /** Judge the page too. */
  readonly thenPage: boolean;
}

/** What is shown. */
interface OutputWishes {
  readonly link: boolean;
  readonly extended: boolean;
  readonly body: boolean;
  readonly verbosity: number;
}

/** The highest value at which `range` does not alert; undefined when there is none. */
export function upperLimit(range: Range | undefined): number | undefined {
  return range !== undefined && Number.isFinite(range.end) ? range.end : undefined;
}

/** A place as people write it: `http://host:port/path`. */
export function addressOf({ secure, host, address, port, url }: Place): string {
  return `${secure ? 'https' : 'http'}://${host ?? address}:${port}${url}`;
}
