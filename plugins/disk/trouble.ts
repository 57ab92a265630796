import type { UsageAnswer } from '../host/ask-usage.ts';
import type { Absent, DiskSample, Looked } from './sample.ts';

/** A path whose file system was asked and told nothing. */
export interface Trouble {
  readonly name: string;
  readonly answer: Exclude<UsageAnswer, { kind: 'usage' }>;
}

/** Paths that are not there: a mistake in the command line, and no trouble of a file system. */
export function missingIn({ looked, absent }: DiskSample): readonly Trouble[] {
  return [...looked.flatMap(troubleOf), ...absent.flatMap(absentTrouble)].filter(isMissing);
}

/** File systems that are there and do not answer, or answer with an error. */
export function troublesIn({ looked, absent }: DiskSample): readonly Trouble[] {
  return [...looked.flatMap(troubleOf), ...absent.flatMap(absentTrouble)].filter(
    (trouble) => !isMissing(trouble),
  );
}

/** What is wrong with a path, in words; `seconds` is how long it was waited for. */
export function describeTrouble({ name, answer }: Trouble, seconds: number): string {
  if (answer.kind === 'refused') return `${name} is not accessible: ${answer.words}`;
  return `${name} does not answer (waited ${seconds} seconds)`;
}

function troubleOf({ entry, answer }: Looked): readonly Trouble[] {
  return answer.kind === 'usage' ? [] : [{ name: entry.name, answer }];
}

function absentTrouble({ path, answer }: Absent): readonly Trouble[] {
  return answer === 'there' ? [] : [{ name: path, answer }];
}

function isMissing({ answer }: Trouble): boolean {
  return answer.kind === 'refused' && answer.missing;
}
