import type { Incident } from '../incident.ts';
import type { Solution } from './solution.ts';

/** How somebody says that an incident was resolved, as a solution that is not kept yet; `at` is epoch milliseconds. */
export function solutionFrom(
  { id, raised: { host, service } }: Incident,
  said: Pick<Solution, 'title' | 'text'>,
  { by, at }: { readonly by: string; readonly at: number },
): Omit<Solution, 'id'> {
  return { ...said, incident: id, host, service, writtenAt: at, writtenBy: by };
}
