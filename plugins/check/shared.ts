import type { SampleContext } from './context.ts';
import { kept } from './memory.ts';

/** A reading of the machine that checks of one door may share, for as long as the door says. */
export type Shared<T> = (
  context: Pick<SampleContext, 'memory' | 'now' | 'sharedFor'>,
  key: string,
  read: () => T,
) => T;

/**
 * Readings kept in the door's memory as `name`: what `read` gave for the same key not longer ago than the door allows,
 * or what it gives now. A promise that is rejected is not kept.
 */
export function shared<T>(name: string): Shared<T> {
  const readings = kept<Map<string, Reading<T>>>(name);
  return ({ memory, now, sharedFor }, key, read) => {
    if (sharedFor === undefined) return read();
    const known = readings.recall(memory) ?? new Map<string, Reading<T>>();
    readings.keep(memory, known);
    const last = known.get(key);
    const age = last === undefined ? Infinity : now() - last.since;
    if (last !== undefined && age >= 0 && age < sharedFor) return last.value;
    const value = read();
    known.set(key, { since: now(), value });
    if (value instanceof Promise) value.catch(() => known.delete(key));
    return value;
  };
}

interface Reading<T> {
  readonly since: number;
  readonly value: T;
}
