/** Lets at most `most` tasks run at once; the others wait in their order. */
export function concurrencyLimit(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined)
        running -= 1; // else the place passes on
      else next();
    }
  };
}
