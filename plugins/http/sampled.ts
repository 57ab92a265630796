import type { Matching } from '../check/matching.ts';
import type { Status } from '../check/status.ts';
import type { Answer } from '../host/http/answer.ts';
import type { Certificate } from '../host/http/certificate.ts';
import type { Failure } from '../host/http/failure.ts';
import type { CertificateLimits, HttpProxy, Place } from './plan.ts';

/** What was measured. */
export interface Sample {
  readonly outcome: Outcome;
  /** Every page that was asked for, in order. */
  readonly visits: readonly Visit[];
  /** Which pattern the page at the end matches. */
  readonly matching: Matching;
  /** How long the servers took, all pages together, without our own work between. */
  readonly seconds: number;
  /** The end of it, epoch milliseconds. */
  readonly now: number;
}

/** It did not get as far as an answer. */
export interface Failed {
  readonly kind: 'failure';
  readonly failure: Failure;
  readonly place: Place;
  /** Through which it was tried. */
  readonly proxy: HttpProxy | undefined;
}

/** How far it went. */
export type Outcome =
  | Failed
  | {
      readonly kind: 'certificate';
      readonly certificates: readonly Certificate[];
      readonly limits: CertificateLimits;
    }
  | { readonly kind: 'gone'; readonly version: string }
  | { readonly kind: 'astray'; readonly status: Status; readonly summary: string }
  | Page;

/** An answer, whatever it is. */
export interface Page {
  readonly kind: 'page';
  readonly place: Place;
  readonly answer: Answer;
  readonly times: Times;
  readonly certificates: readonly Certificate[];
}

/** One page that was asked for, for those who look closer. */
export interface Visit {
  readonly place: Place;
  /** Through which proxy; `host:port`. */
  readonly proxy: string | undefined;
  /** The request, byte for byte, with its credentials. */
  readonly request: Buffer;
  /** The answer's head; undefined when none came. */
  readonly head: Pick<Answer, 'statusLine' | 'fields'> | undefined;
  readonly bytes: number;
  readonly seconds: number;
}

/** Seconds that each phase of the last page took. */
export interface Times {
  readonly connect: number;
  readonly ssl: number | undefined;
  readonly headers: number;
  readonly firstByte: number;
  readonly transfer: number;
}
