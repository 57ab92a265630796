import type { Page } from './head.ts';
import type { Recording } from './tap.ts';

/** A request and how much of its answer is wanted. */
export interface Asking {
  /** The whole request as it goes over the wire. */
  readonly request: Buffer;
  /** What comes back has a head only, whatever it says of a body (HEAD). */
  readonly bodiless: boolean;
  /** Stop reading after the head. */
  readonly headOnly: boolean;
  /** Is handed how to look, at any time, at what has come so far (HTTP/1 only). */
  readonly follow: (recording: () => Recording) => void;
}

/** What came back. */
export interface Answer extends Page {
  readonly recording: Recording;
  /** The body as it was sent, without its content coding, at most 16 MiB; `bodyBytes` counts all. */
  readonly body: Buffer;
  readonly bodyBytes: number;
  /** What broke the answer off, or why it is not HTTP. */
  readonly flaw: NodeJS.ErrnoException | undefined;
}
