import type { SolutionBody } from '../web/api/solutions.ts';
import { apiClient } from './api-client.ts';
import type { Asked } from './arguments.ts';

/** Asks the gateway about known solutions, or writes one down. */
export function askKnown({ url, tokenFile, verb, id, options }: Asked): Promise<unknown> {
  const api = apiClient(url, tokenFile);
  const { words = '', title, text } = options;
  if (verb.solutions === 'write')
    return api.post('/api/v1/solutions', { incident: id, title, text });
  if (verb.solutions === 'suggest') return api.get(`/api/v1/incidents/${id}/solutions`);
  return api.get(`/api/v1/solutions?${new URLSearchParams({ q: words })}`);
}

/** The gateway's answer as lines for somebody at a terminal. */
export function knownText(answer: unknown): string {
  const known = answer as Known;
  const found: readonly Found[] =
    'suggestions' in known
      ? known.suggestions
      : ('solutions' in known ? known.solutions : [known]).map((solution) => ({ solution }));
  return found.length === 0 ? 'no known solutions\n' : found.map(solutionText).join('');
}

type Known =
  | SolutionBody
  | { readonly solutions: readonly SolutionBody[] }
  | { readonly suggestions: readonly Found[] };

interface Found {
  readonly solution: SolutionBody;
  readonly because?: readonly string[];
  readonly linked?: boolean;
}

/** Texts of others are data: nothing in them steers a terminal. */
function solutionText({ solution: { name, text }, because = [], linked }: Found): string {
  const lines = [...because.map((why) => `because of ${why}`), ...text.split('\n')];
  return [`${name}${linked === true ? '  (linked)' : ''}`, ...lines.map((line) => `  ${line}`)]
    .map((line) => `${line.replaceAll(/\p{Cc}/gu, ' ')}\n`)
    .join('');
}
