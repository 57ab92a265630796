import type { Content, Message } from './message.ts';

/** Where a message stands; the last three are over. */
export type MessageState = 'waiting' | 'dead' | 'sent' | 'skipped' | 'dropped';

/** A message as the store has it. Times are epoch milliseconds. */
export interface OutboxEntry {
  /** Made of the key; what people name it by. */
  readonly id: string;
  readonly key: string;
  readonly content: Content;
  readonly state: MessageState;
  readonly createdAt: number;
  /** When it is tried next; null when it is not. */
  readonly dueAt: number | null;
  /** How often it was tried. */
  readonly attempts: number;
  /** Why it was not sent, or not yet; null for no reason. */
  readonly why: string | null;
  readonly endedAt: number | null;
}

/** A message that one gateway may send for a while. */
export interface Leased extends OutboxEntry {
  /** Names the lease; it is over when another one was given. */
  readonly lease: string;
}

/** What to take out of the outbox. */
export interface LeaseRequest {
  readonly now: number;
  /** When others may take it, unless it is settled before. */
  readonly until: number;
  readonly limit: number;
  /** Lanes (see `laneOf`) that must wait. */
  readonly except: readonly string[];
}

/** What became of a leased message. */
export type Settlement =
  | { readonly state: 'sent' | 'skipped' | 'dead' | 'dropped'; readonly why: string | null }
  /** Over, and of no interest to anybody any more. */
  | { readonly state: 'forgotten' }
  /** To be tried again; `counts` when this was an attempt. */
  | {
      readonly state: 'waiting';
      readonly dueAt: number;
      readonly why: string;
      readonly counts: boolean;
    };

/** Which messages to list, the newest first. */
export interface OutboxFilter {
  readonly state?: readonly MessageState[];
  readonly incident?: number;
  readonly limit?: number;
}

/** The part of the store that keeps what must be sent. */
export interface Outbox {
  /** Adds messages whose cause is not in the incident log; a known key is left out. Answers how many were new. */
  readonly put: (messages: readonly Message[], now: number) => Promise<number>;
  /** Takes what is due, the oldest first; nobody else takes it until the lease is over. */
  readonly lease: (request: LeaseRequest) => Promise<readonly Leased[]>;
  /** Says what became of a message; answers false when the lease was over and somebody else had it. */
  readonly settle: (message: Leased, settlement: Settlement, now: number) => Promise<boolean>;
  /** Makes everything that waits in a lane wait until then, and takes it from whoever has it. */
  readonly holdLane: (lane: string, until: number) => Promise<void>;
  /** How many of a bundle (see `bundleOf`) were sent after that, and when the first of them was. */
  readonly sentOf: (
    bundle: string,
    since: number,
  ) => Promise<{ readonly count: number; readonly first: number | null }>;
  /** Takes everything of a bundle that is due. */
  readonly leaseBundle: (
    bundle: string,
    request: Pick<LeaseRequest, 'now' | 'until'>,
  ) => Promise<readonly Leased[]>;
  /** When the first message is due that is in none of these lanes; null for none. */
  readonly nextDue: (except: readonly string[]) => Promise<number | null>;
  readonly list: (filter: OutboxFilter) => Promise<readonly OutboxEntry[]>;
  readonly entry: (id: string) => Promise<OutboxEntry | undefined>;
  /** How each of these keys stands; what is unknown is missing. */
  readonly states: (keys: readonly string[]) => Promise<ReadonlyMap<string, MessageState>>;
  /** How many messages stand where. */
  readonly counts: () => Promise<ReadonlyMap<MessageState, number>>;
  /** Sends a dead, skipped or dropped message after all; undefined when there is none that could be. */
  readonly replay: (id: string, now: number) => Promise<OutboxEntry | undefined>;
  /** Gives up a message that waits or is dead; undefined when there is none that could be. */
  readonly drop: (id: string, now: number) => Promise<OutboxEntry | undefined>;
  /** Forgets what was over before then, but for dead letters; answers how many. */
  readonly forget: (before: number) => Promise<number>;
  /** Webhooks that asked not to be called any more, by their addresses. */
  readonly refusedEndpoints: () => Promise<ReadonlySet<string>>;
  /** Keeps in mind, or forgets, that an address asked not to be called any more. */
  readonly refuseEndpoint: (url: string, refused: boolean, now: number) => Promise<void>;
}

/** Messages of one lane go out one after the other, in their order; null for one that goes by itself. */
export function laneOf(content: Content): string | null {
  return content.kind === 'nagios' ? `nagios:${content.site}` : null;
}

/** Messages of one bundle may go out as one when they come together; null for one that never does. */
export function bundleOf(content: Content): string | null {
  if (content.kind !== 'incident-mail' || content.topic !== 'raised') return null;
  return JSON.stringify([content.role, content.to.email, content.customer]);
}
