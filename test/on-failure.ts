import type { ChildProcess } from 'node:child_process';
import { isRunning } from './is-running.ts';

/** A program that a test has started. */
interface Speaker {
  readonly name: string;
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  readonly said: () => string;
}

const speakers = new Set<Speaker>();
const mostLines = 60;

/** Has the last words of a program shown below the failure of each test that fails while it runs, or in which it ended. */
export function showOnFailure(speaker: Speaker): void {
  speakers.add(speaker);
}

/** The last lines of each program of the test that is over, with its name; those that have ended are forgotten. */
export function lastWords(): string {
  const shown = [...speakers].map(({ name, said }) => wordsOf(name, said())).join('');
  for (const speaker of speakers) if (!isRunning(speaker.child)) speakers.delete(speaker);
  return shown;
}

function wordsOf(name: string, said: string): string {
  const lines = said.trimEnd().split('\n');
  if (lines.join('') === '') return '';
  const cut = lines.length > mostLines ? [`… (${lines.length - mostLines} lines before)`] : [];
  return `\n--- ${name} said:\n${[...cut, ...lines.slice(-mostLines)].join('\n')}\n`;
}
