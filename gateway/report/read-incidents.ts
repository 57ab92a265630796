import { setImmediate as breathe } from 'node:timers/promises';
import { covers, type Interval } from '../../sla/interval.ts';
import { readTerms, type Terms } from '../incident/terms.ts';
import type { Store } from '../store/store.ts';
import type { Portion, SealedEvents } from './log-pages.ts';
import { type Remembered, readBlock, writeBlock } from './remembered.ts';
import type { CachedBlock } from './report-cache.ts';
import { windowsFinder } from './report-windows.ts';
import { type Measuring, type SealedIncident, sealedIncident } from './sealed-incident.ts';

/** The part of a store that reports read. */
export type ReportStore = Pick<Store, 'pages' | 'maintenance' | 'reportCache'>;

/** Which incidents to read, and how. */
export interface Reading {
  /** When they were raised, epoch milliseconds. */
  readonly raised: Interval;
  readonly asOf: number;
  /** `log`: from the log alone. `remember`: from what earlier readings have left, which it brings up to date. */
  readonly from: 'log' | 'remember';
  /** Told after each block how far it is. */
  readonly progress?: (done: number, all: number) => void;
}

/** Incidents, block by block, and the terms that they name. */
export interface IncidentBlocks {
  readonly termsOf: (digest: string) => Terms;
  readonly blocks: AsyncIterable<readonly SealedIncident[]>;
}

/**
 * How many incidents are read at a time: few enough to let others work in between and, from the log, to let what was read
 * be forgotten soon; what is remembered takes little of either.
 */
const blockSizes = { log: 250, remember: 1_000 } as const;

/** Reads the incidents of a store that were raised in a stretch of time, in order of number. */
export async function readIncidents(store: ReportStore, reading: Reading): Promise<IncidentBlocks> {
  const contents = await store.pages.terms();
  const termsOf = termsFinder(contents);
  const windowsOf = windowsFinder(await store.maintenance(), reading.asOf);
  const measuring = { termsOf, windowsOf, asOf: reading.asOf };
  const read = reading.from === 'log' ? fromLog(store) : await remembering(store);
  return { termsOf, blocks: blocksOf(store, { ...reading, measuring, read }) };
}

/** Terms by their digest. Each is parsed once; an unknown one throws. */
export function termsFinder(contents: ReadonlyMap<string, string>): (digest: string) => Terms {
  const known = new Map<string, Terms>();
  return (digest) => {
    const found = known.get(digest);
    if (found !== undefined) return found;
    const content = contents.get(digest);
    if (content === undefined) throw new Error(`the terms ${digest} are missing`);
    const terms = readTerms(content);
    known.set(digest, terms);
    return terms;
  };
}

type ReadBlock = (
  portion: Portion,
  raised: Interval,
  measuring: Measuring,
) => Promise<readonly SealedIncident[]>;

type Walk = Reading & { readonly measuring: Measuring; readonly read: ReadBlock };

async function* blocksOf(
  { pages }: ReportStore,
  { raised, measuring, read, progress, from }: Walk,
): AsyncGenerator<readonly SealedIncident[]> {
  const all = await pages.last();
  const blockSize = blockSizes[from];
  for (let first = 1; first <= all; first += blockSize) {
    const block = await read({ first, last: first + blockSize - 1 }, raised, measuring);
    const inTime = block.filter(({ raisedAt }) => covers(raised, raisedAt));
    if (inTime.length > 0) yield inTime;
    progress?.(Math.min(first + blockSize - 1, all), all);
    await breathe();
  }
}

function fromLog({ pages }: ReportStore): ReadBlock {
  return async (portion, raised, measuring) =>
    measured(await pages.sealed(portion, raised), measuring);
}

/** Incidents, measured; what does not begin with a raising is left out. */
export function measured(
  incidents: Iterable<SealedEvents>,
  measuring: Measuring,
): SealedIncident[] {
  const found: SealedIncident[] = [];
  for (const events of incidents) {
    const incident = sealedIncident(events, measuring);
    if (incident !== undefined) found.push(incident);
  }
  return found;
}

/** What is remembered of a block holds as long as the block has the same number of events: they are only ever added. */
async function remembering({ pages, reportCache }: ReportStore): Promise<ReadBlock> {
  const known = await reportCache.blocks();
  return async (portion, raised, measuring) => {
    const { first } = portion;
    const count = await pages.events(portion);
    const block = known.get(first);
    if (block !== undefined && block.events === count) {
      if (block.latest < raised.start || block.earliest >= raised.end) return [];
      const incidents = await recall(first, measuring);
      if (incidents !== undefined) return complete(incidents, measuring);
    }
    const fresh = measured(await pages.sealed(portion), measuring);
    if (fresh.length > 0) await reportCache.keep(blockOf(first, count, fresh));
    return fresh;
  };

  async function recall(first: number, { termsOf }: Measuring) {
    const content = await reportCache.content(first);
    return content === undefined ? undefined : readBlock(content, termsOf);
  }

  async function complete({ settled, unsettled }: Remembered, measuring: Measuring) {
    if (unsettled.length === 0) return settled;
    const others = measured(await pages.sealedOf(unsettled), measuring);
    return [...settled, ...others].sort((one, other) => one.incident - other.incident);
  }
}

function blockOf(first: number, events: number, incidents: readonly SealedIncident[]): CachedBlock {
  const raised = incidents.map(({ raisedAt }) => raisedAt);
  const [earliest, latest] = [Math.min(...raised), Math.max(...raised)];
  return { first, events, earliest, latest, content: writeBlock(incidents) };
}
