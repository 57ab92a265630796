import type { Opening } from '../command.ts';
import type { Judging } from '../results/judge.ts';
import type { AlertState, Watched } from '../signal.ts';

/** What the gateway must know before an incident exists: whose a host is, and what is proposed and promised for it. */
export interface Directory {
  /** The customer of a host; null for a host that is in no inventory. */
  readonly customerOf: (host: string) => string | null;
  /** For an alert. A host that is in no inventory has an opening too: without customer, and not guaranteed. */
  readonly openingForAlert: (
    watched: Watched & { readonly state: AlertState },
    raisedAt: number,
  ) => Opening;
  /** For what a person reports; undefined when there is no such customer. */
  readonly openingForReport: (report: Reported, raisedAt: number) => Opening | undefined;
  /** How passive results of something are judged. */
  readonly judging: (watched: Watched) => Judging;
  /** The hosts through which a host is reached. */
  readonly parentsOf: (host: string) => readonly string[];
}

/** What a report is about; a person need not know a host. */
export interface Reported {
  readonly customer: string;
  readonly host: string | null;
  readonly service: string | null;
}
