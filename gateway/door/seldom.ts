/** How many lines of one kind are said in how many milliseconds; the others are counted. */
const most = 20;
const window = 60_000;

/** Whether one more line of a kind may be said, and how many of that kind were not since the last one. */
export type Seldom = (kind: string) => { readonly may: boolean; readonly unsaid: number };

/** Keeps a log readable while thousands do the same wrong thing; `steady` gives milliseconds that only ever grow. */
export function seldom(steady: () => number): Seldom {
  const kinds = new Map<string, { from: number; said: number; unsaid: number }>();
  return (kind) => {
    const known = kinds.get(kind);
    const fresh = known === undefined || steady() >= known.from + window;
    const state = fresh ? { from: steady(), said: 0, unsaid: known?.unsaid ?? 0 } : known;
    kinds.set(kind, state);
    if (state.said >= most) {
      state.unsaid++;
      return { may: false, unsaid: 0 };
    }
    const { unsaid } = state;
    state.said++;
    state.unsaid = 0;
    return { may: true, unsaid };
  };
}
