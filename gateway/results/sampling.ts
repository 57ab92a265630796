import type { Directory } from '../directory/directory.ts';
import { placeKey } from '../incident/carried.ts';
import type { Request } from '../intake/request.ts';
import type { AlertState } from '../signal.ts';
import type { ResultHistory, ResultSample } from './history.ts';

/** Picks from what was taken in what is kept for charts. */
export interface Sampling {
  /** Looks at requests that were committed. */
  readonly note: (requests: readonly Request[]) => void;
  /** Looks at what a monitoring server knows of a check of its own. */
  readonly see: (check: Omit<ResultSample, 'customer'>) => void;
  /** Writes what waits and ends. */
  readonly stop: () => Promise<void>;
}

/** What sampling works with. */
export interface SamplingParts {
  readonly history: Pick<ResultHistory, 'append'>;
  readonly directory: () => Directory;
  readonly failed: (error: unknown) => void;
}

/**
 * Of an unchanged state one sample is kept in so many milliseconds; of what a monitoring server checks, which is every
 * service that there is, more seldom.
 */
const spacing = { note: 300_000, see: 900_000 };
/** Samples are written together, so often, beside the log: a crash loses those of the last moments, and no result. */
const writeEvery = 10_000;
/** The most samples that wait while they cannot be written. */
const capacity = 100_000;

/** Starts to keep samples: of every place each change of its state, and otherwise one in five or fifteen minutes. */
export function startSampling({ history, directory, failed }: SamplingParts): Sampling {
  const last = new Map<string, Pick<ResultSample, 'at' | 'state'>>();
  let waiting: ResultSample[] = [];
  let writing = Promise.resolve();
  const keep = (sample: ResultSample, apart: number) => {
    const { at, state } = sample;
    const key = placeKey(sample);
    if (waiting.length >= capacity || !isNews(sample, last.get(key), apart)) return;
    last.set(key, { at, state });
    waiting.push(sample);
  };
  const note = (requests: readonly Request[]) => {
    for (const sample of samplesIn(requests, directory())) keep(sample, spacing.note);
  };
  const see: Sampling['see'] = (check) => {
    const sample = { customer: directory().customerOf(check.host), ...check };
    // What came by itself is newer than what a status file says of it.
    const known = last.get(placeKey(sample));
    if (known === undefined || known.at < check.at) keep(sample, spacing.see);
  };
  const write = async () => {
    const some = waiting.splice(0);
    if (some.length === 0) return;
    try {
      await history.append(some);
    } catch (error) {
      waiting = [...some, ...waiting].slice(0, capacity);
      failed(error);
    }
  };
  const writeNext = () => {
    writing = writing.then(write);
    return writing;
  };
  const timer = setInterval(writeNext, writeEvery);
  return {
    note,
    see,
    stop: async () => {
      clearInterval(timer);
      await writeNext();
    },
  };
}

function samplesIn(requests: readonly Request[], directory: Directory): readonly ResultSample[] {
  return requests.flatMap((request) => {
    if (request.kind !== 'signal' || request.signal.kind !== 'result') return [];
    const { host, service, at, state, perfdata } = request.signal;
    return [{ customer: directory.customerOf(host), host, service, at, state, perfdata }];
  });
}

function isNews(
  { at, state }: ResultSample,
  known: { readonly at: number; readonly state: AlertState } | undefined,
  apart: number,
): boolean {
  return known === undefined || known.state !== state || Math.abs(at - known.at) >= apart;
}
