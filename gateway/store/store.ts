import type { Accounts } from '../access/account.ts';
import type { TryBook } from '../access/attempts.ts';
import type { Audit } from '../access/audit.ts';
import type { Journeys } from '../access/journeys.ts';
import type { Place } from '../incident/carried.ts';
import type { LogEntry } from '../incident/chain.ts';
import type { Incident, IncidentStatus } from '../incident.ts';
import type { RecordedEvent } from '../incident-event.ts';
import type { Attachment, Attachments } from '../mail/attachment.ts';
import type { Cancellation, MaintenanceWindow } from '../maintenance.ts';
import type { Outbox } from '../outbox/box.ts';
import type { Message } from '../outbox/message.ts';
import type { Checkpoints } from '../report/checkpoints/checkpoints.ts';
import type { LogPages } from '../report/log-pages.ts';
import type { ReportCache } from '../report/report-cache.ts';
import type { ResultHistory } from '../results/history.ts';
import type { LastHeard } from '../results/silence.ts';
import type { WatchedState } from '../results/watched-state.ts';
import type { Solutions } from '../solutions/solution.ts';
import type { TimerBook } from '../timers/book.ts';

/** Somebody else wrote first: read again, decide again, and try again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** That a watched thing now belongs to `incident`, and to which it belonged when this was decided. */
export interface Claim {
  readonly place: Place;
  readonly incident: number;
  readonly was: number | null;
}

/** What is written in one transaction: all of it, or nothing. */
export interface Batch {
  /** Of each incident the next versions, in order. */
  readonly events: readonly RecordedEvent[];
  /** Each incident of `events` as it stands after them. */
  readonly incidents: readonly Incident[];
  readonly claims: readonly Claim[];
  /** The keys of the signals that were acted on, each new. */
  readonly keys: readonly string[];
  /** What watched things said last, each as changed from what was read. */
  readonly watched: readonly WatchedState[];
  /** What must be sent because of it. */
  readonly messages: readonly Message[];
  /** The files that the events name. */
  readonly attachments: readonly Attachment[];
  readonly receivedAt: number;
}

/** Which incidents to list; what is left out does not matter. The newest raised come first. */
export interface IncidentFilter {
  readonly status?: readonly IncidentStatus[];
  readonly customer?: string;
  /** Raised at or after, epoch milliseconds. */
  readonly from?: number;
  /** Raised before, epoch milliseconds. */
  readonly to?: number;
  readonly limit?: number;
  readonly offset?: number;
}

/** The incident log and what goes with it. Every answer is as of the last commit; a commit is durable when it returns. */
export interface Store {
  readonly incident: (id: number) => Promise<Incident | undefined>;
  readonly incidents: (ids: readonly number[]) => Promise<readonly Incident[]>;
  /** The version of each open incident, `incident:version` with commas between: the same text while none has changed. */
  readonly openVersions: () => Promise<string>;
  readonly list: (filter: IncidentFilter) => Promise<readonly Incident[]>;
  /** The events of one incident in order, with their personal texts; empty for an unknown one. */
  readonly history: (id: number) => Promise<readonly RecordedEvent[]>;
  /** The same for many incidents, by their numbers; an unknown one is missing. */
  readonly histories: (
    ids: readonly number[],
  ) => Promise<ReadonlyMap<number, readonly RecordedEvent[]>>;
  /** The log entries of one incident in order, or of all of them, incident by incident. */
  readonly chain: (id?: number) => Promise<readonly LogEntry[]>;
  /** The number that the next new incident takes. */
  readonly nextNumber: () => Promise<number>;
  /** For each place that an incident has carried, the number of the last one, keyed by `placeKey`. */
  readonly carriers: (places: readonly Place[]) => Promise<ReadonlyMap<string, number>>;
  /** When a delivery with this key was acted on, epoch milliseconds; undefined for one that never was. */
  readonly keyReceivedAt: (key: string) => Promise<number | undefined>;
  /** Those of the keys that were acted on before. */
  readonly knownKeys: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** What the passive results of these places have said; nothing for those that never spoke and are not expected to. */
  readonly watched: (places: readonly Place[]) => Promise<readonly WatchedState[]>;
  /** The same for all that is on these hosts. */
  readonly watchedOn: (hosts: readonly string[]) => Promise<readonly WatchedState[]>;
  readonly lastHeard: () => Promise<LastHeard>;
  /** Adds what must be heard of; what is known already stays as it is. */
  readonly expect: (states: readonly WatchedState[]) => Promise<void>;
  /** What is silent for too long at `now`, at most so many, the most overdue first. */
  readonly overdue: (now: number, limit: number) => Promise<readonly Place[]>;
  /** When the first of what is expected becomes overdue; null for nothing. */
  readonly nextOverdue: () => Promise<number | null>;
  /** Keeps in mind that somebody listens at `now`. */
  readonly listen: (now: number) => Promise<void>;
  /** When nobody has listened since the last `listen`, nothing was silent: moves what is expected by that time (back when the clock was set back), and to `earliest` at least. */
  readonly resumeListening: (now: number, earliest: number) => Promise<void>;
  /** Throws a ConflictError, having written nothing, when somebody else was first. */
  readonly commit: (batch: Batch) => Promise<void>;
  /** The incidents that have been clear since `since` or longer and are resolved by themselves if nothing happens. */
  readonly settling: (since: number) => Promise<readonly number[]>;
  /** Since when the first of those that settle has been clear; null for none. */
  readonly settlingSince: () => Promise<number | null>;
  /** Keeps terms under their digest for good; what is there stays as it is. */
  readonly keepTerms: (terms: ReadonlyMap<string, string>) => Promise<void>;
  readonly terms: (digest: string) => Promise<string | undefined>;
  /** With what must be sent because of it. */
  readonly announce: (window: MaintenanceWindow, messages?: readonly Message[]) => Promise<void>;
  /** With what must be sent because of it. Throws a ConflictError when the window was cancelled before. */
  readonly cancel: (cancellation: Cancellation, messages?: readonly Message[]) => Promise<void>;
  readonly maintenance: () => Promise<readonly MaintenanceWindow[]>;
  /** What passive results said over time. */
  readonly results: ResultHistory;
  /** The log as reports and checkpoints read it. */
  readonly pages: LogPages;
  readonly checkpoints: Checkpoints;
  readonly reportCache: ReportCache;
  /** Forgets the keys of deliveries that were received before, epoch milliseconds; answers how many. */
  readonly forgetKeys: (before: number) => Promise<number>;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly tries: TryBook;
  readonly journeys: Journeys;
  readonly solutions: Solutions;
  /** Throws away the caches and folds the log again; answers how many incidents there are. */
  readonly rebuildCaches: () => Promise<number>;
  readonly outbox: Outbox;
  readonly attachments: Attachments;
  readonly timers: TimerBook;
  /** Whether what was thrown says that the database cannot work for now: ask again later. */
  readonly isAway: (error: unknown) => boolean;
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}
