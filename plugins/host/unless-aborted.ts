/** What `promise` gives, unless `signal` fires first: then calls `release` and rejects with the signal's reason. */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  release: () => void,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    release();
    aborted.reject(signal.reason);
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
