/** In which time, in milliseconds, only so many lines of one kind are said. */
const window = 60_000;

/** Whether one more line of a kind may be said, and how many of that kind were not since the last one. */
export type Seldom = (kind: string) => { readonly may: boolean; readonly unsaid: number };

/**
 * Keeps a log readable while thousands do the same wrong thing: `mostOf` tells how many lines of a kind are said in a
 * minute, the others are counted. `steady` gives milliseconds that only ever grow.
 */
export function seldom(steady: () => number, mostOf: (kind: string) => number): Seldom {
  const kinds = new Map<string, { from: number; said: number; unsaid: number }>();
  return (kind) => {
    const known = kinds.get(kind);
    const fresh = known === undefined || steady() >= known.from + window;
    const state = fresh ? { from: steady(), said: 0, unsaid: known?.unsaid ?? 0 } : known;
    kinds.set(kind, state);
    if (state.said >= mostOf(kind)) {
      state.unsaid++;
      return { may: false, unsaid: 0 };
    }
    const { unsaid } = state;
    state.said++;
    state.unsaid = 0;
    return { may: true, unsaid };
  };
}
