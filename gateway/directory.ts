import type { Opening } from './command.ts';
import type { AlertState, Watched } from './signal.ts';

/** What the gateway must know before an incident exists: whose a host is, and what is proposed and promised for it. */
export interface Directory {
  /** For an alert. A host that is in no inventory has an opening too: without customer, and not guaranteed. */
  readonly openingForAlert: (watched: Watched, state: AlertState) => Opening;
  /** For what a person reports; undefined when there is no such customer. */
  readonly openingForReport: (customer: string, watched: ReportedThing) => Opening | undefined;
}

/** What a report names; a person need not know a host. */
export interface ReportedThing {
  readonly host: string | null;
  readonly service: string | null;
}
