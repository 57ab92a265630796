import type { Journey } from './openid.ts';

/** Somebody who was sent to the provider, and where they wanted to go. */
export interface Traveller {
  readonly journey: Journey;
  /** A path of ours. */
  readonly next: string;
}

/** Who is on the way to the provider and back, whichever gateway on the store they come back to. */
export interface Journeys {
  /** Keeps somebody under the digest of their cookie until an instant, epoch milliseconds; forgets whose time is over. */
  readonly keep: (
    digest: string,
    traveller: Traveller,
    times: { readonly now: number; readonly until: number },
  ) => Promise<void>;
  /** Hands out whom it keeps, once; undefined when there is nobody, or too late. */
  readonly take: (digest: string, now: number) => Promise<Traveller | undefined>;
}
