/** The streams of a command, as `process` has them. */
export interface Streams {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
}

/** Where text goes; `done` is called when it has been taken over, with the error if it could not. */
export interface TextSink {
  readonly write: (text: string, done?: (error?: Error | null) => void) => unknown;
  /** A stream that fails says so here, too, and would end the process if nobody listened. */
  readonly on?: (event: 'error', listener: () => void) => unknown;
}

/** Writes text and waits until the stream has taken it over; throws a `ReaderGone` once nobody reads it any more. */
export function print(sink: TextSink, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(text, (error) => {
      if (!error) resolve();
      else reject('code' in error && error.code === 'EPIPE' ? new ReaderGone() : error);
    });
  });
}

/** Whoever read the output has closed it, as `head` does when it has enough. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}
