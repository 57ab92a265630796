import { isSame } from '../signal.ts';
import type { WatchedState } from './watched-state.ts';

/** Something that should have spoken and has not. Times are epoch milliseconds. */
export interface Silence {
  readonly state: WatchedState;
  readonly staleAfter: number;
  /** All that is known of its host, itself included. */
  readonly siblings: readonly WatchedState[];
  readonly receivedAt: number;
}

/** When anything was last received: of a customer (null for hosts in no inventory), and of anybody. */
export interface LastHeard {
  readonly of: (customer: string | null) => number;
  readonly ofAnybody: number;
}

/**
 * Whether the whole host is silent: of its services, more than one, none was heard for two thirds of the time (two of
 * three checks, when three may be missed). Not all of it, because a sender spreads its checks over its interval.
 */
export function isHostSilent({ state, staleAfter, siblings, receivedAt }: Silence): boolean {
  if (state.service === null) return false;
  const others = siblings.filter((each) => !isSame(each, state) && each.service !== null);
  return (
    others.length > 0 && others.every(({ heardAt }) => heardAt <= receivedAt - (2 * staleAfter) / 3)
  );
}

/** What is silent, for how long, and who is to blame by what else is still heard: a check, a sender, or a link. */
export function explainSilence(
  { state, staleAfter, receivedAt }: Silence,
  { scope, lastHeard }: { readonly scope: 'host' | 'service'; readonly lastHeard: LastHeard },
): string {
  const limit = receivedAt - (2 * staleAfter) / 3;
  const whose =
    state.customer === null ? 'hosts in no inventory' : `other hosts of ${state.customer}`;
  const blame =
    scope === 'service'
      ? 'its sender leaves it out, or is gone'
      : lastHeard.of(state.customer) > limit
        ? `${whose} are heard: its sender has stopped, or its link is broken`
        : lastHeard.ofAnybody > limit
          ? 'nothing of this customer is heard, others are: the link from this customer is broken'
          : 'nothing at all is heard: the link to this gateway is broken';
  const what = scope === 'host' ? `any service of ${state.host}` : 'this';
  return `no result of ${what} ${since(state, staleAfter)}${speaker(state)}; ${blame}`;
}

function since({ heardAt }: WatchedState, staleAfter: number): string {
  const span = `${Math.round(staleAfter / 1000)} s`;
  return heardAt === 0 ? `has come yet, and ${span} are over` : `for ${span}`;
}

/** A monitoring server that is silent is another trouble than an agent that is. */
function speaker({ source }: WatchedState): string {
  if (source === '') return '';
  const [, site] = /^nagios:(.*)$/.exec(source) ?? [];
  return site === undefined
    ? ` (last from ${source})`
    : ` (last from the monitoring server ${site})`;
}
