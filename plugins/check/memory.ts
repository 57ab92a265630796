/** What the checks of one door keep for their next runs, by name; it lives as long as the door's process. */
export type Memory = Map<string, unknown>;

/** One thing kept in a memory, of one type. */
export interface Kept<T> {
  readonly recall: (memory: Memory) => T | undefined;
  readonly keep: (memory: Memory, value: T) => void;
}

/** The thing kept as `name`; a name is used for one type only. */
export function kept<T>(name: string): Kept<T> {
  return {
    recall: (memory) => memory.get(name) as T | undefined,
    keep: (memory, value) => void memory.set(name, value),
  };
}
