import type { Directive } from './config-file.ts';

/** What the readers of its parts share. */
export interface ConfigReading {
  /** The value in force of a directive: the last one. */
  readonly last: (name: string) => Directive | undefined;
  readonly all: readonly Directive[];
  readonly note: (directive: Directive, sentence: string) => void;
}

/** The seconds of a directive; undefined when it is missing or no such number. */
export function positive({ last, note }: ConfigReading, name: string): number | undefined {
  const directive = last(name);
  if (directive === undefined) return undefined;
  const value = Number(directive.value);
  if (Number.isInteger(value) && value > 0 && value < 86_400) return value;
  note(directive, `left out: no number of seconds: "${directive.value}"`);
  return undefined;
}
