/** What `promise` gives, unless `signal` fires first: then calls `release` and rejects with the signal's reason. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  release: () => void,
): Promise<T> {
  // Promise.race would make four promises more for each of thousands of waits.
  return new Promise((resolve, reject) => {
    const abort = () => {
      release();
      reject(signal.reason);
    };
    const ended =
      <E>(tell: (end: E) => void) =>
      (end: E) => {
        signal.removeEventListener('abort', abort);
        tell(end);
      };
    promise.then(ended(resolve), ended(reject));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
