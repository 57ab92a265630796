import type { Incident } from '../incident.ts';

/** How a trouble was resolved, kept for the next time. Epoch milliseconds. */
export interface Solution {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  /** What it was written from; null for one that was written freely. */
  readonly incident: number | null;
  /** Where the trouble was; null where that is not known. */
  readonly host: string | null;
  readonly service: string | null;
  readonly writtenAt: number;
  readonly writtenBy: string;
}

/** A solution that may apply to an incident, and why. */
export interface Suggestion {
  readonly solution: Solution;
  readonly because: readonly string[];
}

/** Where known solutions are kept and looked for. */
export interface Solutions {
  readonly add: (solution: Omit<Solution, 'id'>) => Promise<Solution>;
  readonly solution: (id: number) => Promise<Solution | undefined>;
  /** The newest first. */
  readonly latest: (limit: number) => Promise<readonly Solution[]>;
  /** Those that have any of the words, the best first. */
  readonly search: (words: readonly string[], limit: number) => Promise<readonly Solution[]>;
  /** Those that were written for this host or service. */
  readonly near: (
    place: Pick<Solution, 'host' | 'service'>,
    limit: number,
  ) => Promise<readonly Solution[]>;
}

/** How a solution is named where it is linked. */
export function solutionName({ id, title }: Pick<Solution, 'id' | 'title'>): string {
  return `S${id}: ${title}`;
}

/** The most that are suggested. */
const most = 5;

/** The solutions that may apply to an incident, the likeliest first, each with what speaks for it. */
export async function suggest(
  incident: Incident,
  solutions: Pick<Solutions, 'search' | 'near'>,
): Promise<readonly Suggestion[]> {
  const { host, service } = incident.raised;
  const words = wordsOf(saidOf(incident));
  const near = host === null && service === null ? [] : await solutions.near({ host, service }, 50);
  const alike = words.length === 0 ? [] : await solutions.search(words, 50);
  const all = new Map([...near, ...alike].map((solution) => [solution.id, solution]));
  return [...all.values()]
    .map((solution) => judge(solution, { host, service, words }))
    .filter(({ score }) => score > 1)
    .sort((one, other) => other.score - one.score || other.solution.id - one.solution.id)
    .slice(0, most)
    .map(({ solution, because }) => ({ solution, because }));
}

/** The words of a text that say something: letters and digits, three or more, each once. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return [...new Set(words)].filter((word) => !/^\d+$/.test(word) && !empty.has(word)).slice(0, 30);
}

const empty = new Set(
  'the and for not with that this from was has are but critical warning unknown'.split(' '),
);

function saidOf({ summary, alerts }: Incident): string {
  return [summary, ...alerts.map(({ output }) => output)].join(' ');
}

interface Likeness {
  readonly host: string | null;
  readonly service: string | null;
  readonly words: readonly string[];
}

function judge(solution: Solution, { host, service, words }: Likeness) {
  const own = new Set(wordsOf(`${solution.title} ${solution.text}`));
  const shared = words.filter((word) => own.has(word));
  const because = [
    ...(service !== null && solution.service === service ? [`the same service, ${service}`] : []),
    ...(host !== null && solution.host === host ? [`the same host, ${host}`] : []),
    ...(shared.length > 0 ? [`the words ${shared.slice(0, 6).join(', ')}`] : []),
  ];
  const score =
    (solution.service === service && service !== null ? 3 : 0) +
    (solution.host === host && host !== null ? 2 : 0) +
    shared.length;
  return { solution, because, score };
}
