import { type Solution, type Solutions, wordsOf } from './solution.ts';

/** The solutions that have any word of a text, the best first; the newest where nothing is asked for. */
export async function findSolutions(
  text: string,
  solutions: Pick<Solutions, 'latest' | 'search'>,
  limit: number,
): Promise<readonly Solution[]> {
  if (text.trim() === '') return solutions.latest(limit);
  const words = wordsOf(text);
  return words.length === 0 ? [] : solutions.search(words, limit);
}
