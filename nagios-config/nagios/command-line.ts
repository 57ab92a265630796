import { joinWords } from '../join-words.ts';

/**
 * A command and its one argument for `check_command`. Nagios splits at `!` unless a backslash stands before
 * it, which it takes away (and no other), and reads `$` as the start of a macro; then a shell, or Nagios like one, splits the words.
 */
export function checkCommand(name: string, words: readonly string[]): string {
  return words.length === 0 ? name : `${name}!${escapeArgument(joinWords(words))}`;
}

/** Words for `command_line`, in which only `$` is special to Nagios. */
export function literalWords(words: readonly string[]): string {
  return joinWords(words).replaceAll('$', '$$$$');
}

function escapeArgument(text: string): string {
  return text.replaceAll('!', '\\!').replaceAll('$', '$$$$');
}
