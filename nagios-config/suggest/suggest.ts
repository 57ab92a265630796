import type { Host } from '../inventory/model.ts';
import { figureOf } from '../limits.ts';
import type { Figure } from '../profiles/figure.ts';
import { type Proposal, proposalFor } from './proposals.ts';
import type { Sample } from './samples.ts';

/** What is proposed for one service, and what it has now; or why nothing is. */
export type Suggestion = { readonly service: string } & (
  | { readonly now: Figure; readonly proposal: Proposal; readonly samples: number }
  | { readonly why: string }
);

/** How much must be known before anything is proposed: a week holds every kind of day. */
export const enough = { samples: 100, days: 7 } as const;

/**
 * Limits for each service of a host from what its results said, in the order of the services. Of a hundred results at
 * most one would have warned, save where a disk or the swap space is nearly full: that is said all the same.
 */
export function suggest(host: Host, samples: readonly Sample[]): readonly Suggestion[] {
  const own = samples.filter((sample) => sample.host === undefined || sample.host === host.name);
  const byService = Map.groupBy(own, ({ service }) => service);
  return host.services.map((service): Suggestion => {
    const { name, subject } = service;
    const some = byService.get(name) ?? [];
    const tooLittle = whatIsMissing(some);
    if (subject === 'agent' || subject === 'jvm' || subject === 'extra') {
      return { service: name, why: 'its limits do not follow from results' };
    }
    if (tooLittle !== undefined) return { service: name, why: tooLittle };
    const proposal = proposalFor(subject, some);
    if (proposal === undefined)
      return { service: name, why: 'its results have no figures to go by' };
    return { service: name, now: figureOf(host, service), proposal, samples: some.length };
  });
}

const day = 86_400_000;

function whatIsMissing(samples: readonly Sample[]): string | undefined {
  const days = Math.round(spanOf(samples) / day);
  if (samples.length >= enough.samples && spanOf(samples) >= enough.days * day) return undefined;
  return `${samples.length} results in ${days} days are too few: ${enough.samples} in ${enough.days} days are needed`;
}

/** From the first to the last sample, in milliseconds. */
function spanOf(samples: readonly Sample[]): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of samples) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return samples.length === 0 ? 0 : last - first;
}
