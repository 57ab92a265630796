/** The first SIGTERM or SIGINT; the next one ends the process as if nobody listened. */
export function stopSignal(io: NodeJS.Process): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) io.once(signal, resolve);
  return promise;
}
