import type {
  AccountRow,
  ApiTokenRow,
  AuditEntryRow,
  SessionRow,
  SignInJourneyRow,
  SignInTryRow,
} from './schema-access.ts';

/**
 * The tables, the same in every database. `incident_event`, `maintenance_window` and `terms` are truth and only ever
 * grow; `personal_text` and `attachment_piece` are what may be erased; `watched_state` and `listening` hold what was
 * heard last, `result_sample` and `result_summary` what was heard before; `outbox` holds what must be sent, `noticed_moment`
 * what timers have noticed; whatever ends in `_cache` can be rebuilt from the log. Times are epoch milliseconds, columns
 * named as JSON hold JSON text.
 */
export interface Tables {
  readonly incident_event: IncidentEventRow;
  readonly personal_text: PersonalTextRow;
  readonly terms: TermsRow;
  readonly maintenance_window: MaintenanceWindowRow;
  readonly signal_key: SignalKeyRow;
  readonly incident_cache: IncidentCacheRow;
  readonly watched_cache: WatchedCacheRow;
  readonly watched_state: WatchedStateRow;
  readonly listening: ListeningRow;
  readonly checkpoint: CheckpointRow;
  readonly checkpoint_head: CheckpointHeadRow;
  readonly report_cache: ReportCacheRow;
  readonly result_place: ResultPlaceRow;
  readonly result_sample: ResultSampleRow;
  readonly result_summary: ResultSummaryRow;
  readonly attachment_piece: AttachmentPieceRow;
  readonly outbox: OutboxRow;
  readonly refused_endpoint: RefusedEndpointRow;
  readonly timer_cache: TimerCacheRow;
  readonly noticed_moment: NoticedMomentRow;
  readonly account: AccountRow;
  readonly session: SessionRow;
  readonly api_token: ApiTokenRow;
  readonly audit_entry: AuditEntryRow;
  readonly solution: SolutionRow;
  readonly sign_in_try: SignInTryRow;
  readonly sign_in_journey: SignInJourneyRow;
}

/** One entry of the log (house.md section 6). */
export interface IncidentEventRow {
  readonly incident: number;
  readonly version: number;
  readonly at: number;
  readonly received_at: number;
  /** JSON, personal texts replaced by their digests. */
  readonly actor: string;
  readonly event: string;
  readonly previous_hash: string | null;
  readonly hash: string;
}

/** A personal text under the digest that the log holds; `text` is null once it was erased. */
export interface PersonalTextRow {
  readonly digest: string;
  readonly salt: string;
  readonly text: string | null;
  readonly erased_at: number | null;
}

/** Terms (plan, calendar, engine version) as canonical JSON under their digest. */
interface TermsRow {
  readonly digest: string;
  readonly content: string;
}

/** One announced window; an extension is a row of its own. Each row's hash covers the one before it. */
interface MaintenanceWindowRow {
  readonly position: number;
  readonly id: string;
  /** JSON, personal texts replaced by their digests. */
  readonly content: string;
  readonly previous_hash: string | null;
  readonly hash: string;
}

/** A delivery that was acted on. */
export interface SignalKeyRow {
  readonly key: string;
  readonly received_at: number;
}

/** Where an incident stands after its last event. */
export interface IncidentCacheRow {
  readonly incident: number;
  readonly version: number;
  readonly hash: string;
  readonly status: string;
  readonly customer: string | null;
  readonly severity: string;
  readonly raised_at: number;
  /** Since when it has been clear, if it will be resolved by itself. */
  readonly settling_since: number | null;
  /** The folded incident, JSON. */
  readonly state: string;
}

/** The incident that last carried an alert of a watched thing; `watched` is JSON of customer, host and service. */
interface WatchedCacheRow {
  readonly watched: string;
  readonly incident: number;
}

/** What a watched thing's results have said; see watched-state.ts. */
export interface WatchedStateRow {
  readonly watched: string;
  readonly customer: string | null;
  readonly host: string;
  readonly version: number;
  readonly heard_at: number;
  readonly due_at: number | null;
  /** The other fields, JSON. */
  readonly content: string;
}

/** One row: when a gateway listened last. */
interface ListeningRow {
  readonly id: number;
  readonly at: number;
}

/** A watched thing in few bytes; `watched` is JSON of customer, host and service. */
interface ResultPlaceRow {
  readonly place: number;
  readonly watched: string;
}

/** One result that was kept. */
interface ResultSampleRow {
  readonly place: number;
  readonly at: number;
  readonly state: string;
  readonly perfdata: string;
}

/** What the results of an hour or a day said. */
export interface ResultSummaryRow {
  readonly place: number;
  readonly start: number;
  /** Milliseconds. */
  readonly span: number;
  /** A point's states and figures, JSON. */
  readonly content: string;
}

/** A piece of a file that came with a mail, after its salt; `content` is base64. An erased file has no rows. */
interface AttachmentPieceRow {
  readonly digest: string;
  /** 0 for the first. */
  readonly piece: number;
  readonly content: string;
}

/** Something that must be sent once; see ../outbox/box.ts. */
export interface OutboxRow {
  /** Made of the key, and so unique as it is. */
  readonly id: string;
  readonly key: string;
  readonly lane: string | null;
  readonly bundle: string | null;
  readonly incident: number | null;
  /** JSON. */
  readonly content: string;
  readonly state: string;
  readonly created_at: number;
  /** Among those created at one instant. */
  readonly place: number;
  readonly due_at: number | null;
  readonly attempts: number;
  readonly lease: string | null;
  readonly why: string | null;
  readonly ended_at: number | null;
}

/** A webhook that asked not to be called any more. */
interface RefusedEndpointRow {
  readonly url: string;
  readonly at: number;
}

/** When the clocks of an incident must be looked at next; `stamp` counts what happened to it. */
export interface TimerCacheRow {
  readonly incident: number;
  readonly due_at: number | null;
  readonly stamp: number;
}

/** A moment of a clock that was noticed, so that it never is again. */
export interface NoticedMomentRow {
  readonly key: string;
  readonly incident: number;
  readonly at: number;
  readonly noticed_at: number;
}

/** A checkpoint as canonical JSON, and the installation's signature over that, in hex (report/checkpoint.ts). */
interface CheckpointRow {
  readonly number: number;
  readonly content: string;
  readonly signature: string;
}

/** The head of an incident that the last checkpoint covers. */
interface CheckpointHeadRow {
  readonly incident: number;
  readonly version: number;
  readonly hash: string;
  readonly customer: string | null;
  readonly raised_at: number;
}

/** What reports need of the incidents numbered from `first` on (report/remembered.ts), as of so many events of theirs. */
interface ReportCacheRow {
  readonly first: number;
  readonly events: number;
  /** When the first and the last of them were raised. */
  readonly earliest: number;
  readonly latest: number;
  /** JSON. */
  readonly content: string;
}

/** How a trouble was resolved; an index of its words stands beside the table. */
export interface SolutionRow {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly incident: number | null;
  readonly host: string | null;
  readonly service: string | null;
  readonly written_at: number;
  readonly written_by: string;
}
