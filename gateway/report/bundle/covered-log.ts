import type { ReportQuestion } from '../../../sla/compliance.ts';
import { covers } from '../../../sla/interval.ts';
import type { LogEntry } from '../../incident/chain.ts';
import { type Cancellation, type MaintenanceWindow, withCancellations } from '../../maintenance.ts';
import { readFor } from '../compliance.ts';
import type { Head, LogPages, WindowEntry } from '../log-pages.ts';
import { termsFinder } from '../read-incidents.ts';
import { windowsFinder } from '../report-windows.ts';
import type { Measuring } from '../sealed-incident.ts';

/** What the last checkpoint covers: heads of incidents in their order, and so many windows. */
export interface Covered {
  readonly heads: readonly Head[];
  readonly announced: number;
}

/** The log as far as a checkpoint covers it and a report reads it. */
export interface CoveredLog {
  readonly terms: ReadonlyMap<string, string>;
  readonly windows: readonly WindowEntry[];
  /** Its entries, incident by incident, some at a time; each call goes through them anew. */
  readonly entries: () => AsyncIterable<readonly LogEntry[]>;
  readonly measuring: Measuring;
}

type Progress = ((done: number, all: number) => void) | undefined;

/** The covered log of the incidents that a report on this question, or its trend, may count. */
export async function coveredLog(
  pages: LogPages,
  { period, asOf }: ReportQuestion,
  { heads, announced, progress }: Covered & { readonly progress: Progress },
): Promise<CoveredLog> {
  const raised = readFor(period);
  const own = heads.filter(({ raisedAt }) => covers(raised, raisedAt));
  const last = own.at(-1)?.incident ?? 0;
  const versions = new Map(own.map(({ incident, version }) => [incident, version]));
  const terms = await pages.terms();
  const windows = (await pages.windows()).slice(0, announced);
  const contents = windows.map(({ content }) => content as MaintenanceWindow | Cancellation);
  const windowsOf = windowsFinder(withCancellations(contents), asOf);
  return {
    ...{ terms, windows, measuring: { termsOf: termsFinder(terms), windowsOf, asOf } },
    entries: () => entriesOf(pages, { last, versions, progress }),
  };
}

const portionSize = 1_000;

interface Walk {
  readonly last: number;
  /** How far each incident is covered. */
  readonly versions: ReadonlyMap<number, number>;
  readonly progress: Progress;
}

async function* entriesOf(
  pages: LogPages,
  { last, versions, progress }: Walk,
): AsyncGenerator<readonly LogEntry[]> {
  for (let first = 1; first <= last; first += portionSize) {
    const found = await pages.entries({ first, last: first + portionSize - 1 });
    yield found.filter(({ incident, version }) => version <= (versions.get(incident) ?? 0));
    progress?.(Math.min(first + portionSize - 1, last), last);
  }
}
