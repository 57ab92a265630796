import { setTimeout as sleep } from 'node:timers/promises';
import type { Periods } from './command.ts';
import type { Directory } from './directory/directory.ts';
import type { Outcome } from './intake/outcome.ts';
import { follow, needsOf, type Request } from './intake/request.ts';
import { loadWorkingSet, type Needs } from './intake/working-set.ts';
import type { Message } from './outbox/message.ts';
import type { PassiveResult } from './signal.ts';
import { type Batch, ConflictError, type Store } from './store/store.ts';

/** The one way into the incident log. */
export interface Intake {
  /** Answers when what follows from the request is durable. Rejects, having changed nothing, when it cannot be made so. */
  readonly submit: (request: Request) => Promise<Outcome>;
  /** How many requests wait. */
  readonly waiting: () => number;
  /** Takes nothing more in and answers when all that was taken in is done. */
  readonly stop: () => Promise<void>;
}

/** What an intake works with. */
export interface IntakeParts {
  readonly store: Store;
  readonly directory: () => Directory;
  readonly periods: Periods;
  readonly now: () => number;
  /** What must be sent because of a batch, and of the results that were taken in with it. */
  readonly messages?: (batch: Batch, results: readonly PassiveResult[]) => readonly Message[];
  /** Told after each commit what was written, and what was asked. */
  readonly committed?: (batch: Batch, requests: readonly Request[]) => void;
  /** Told of each time that somebody else was first. */
  readonly conflicted?: () => void;
  /** Told why the store could not work. */
  readonly away?: (error: unknown) => void;
}

/** The intake is full or stopping: nothing was taken in, and the sender must try again later. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Requests taken together into one durable commit, and the most that may wait. */
const largestBatch = 1_000;
const capacity = 20_000;
const attempts = 50;
/** After a conflict the two who met wait for different times, in milliseconds at most this, not to meet again. */
const longestPause = 100;

interface Waiting {
  readonly request: Request;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts an intake. Requests are decided in the order in which they come, many to a commit when many wait. */
export function createIntake(parts: IntakeParts): Intake {
  const queue: Waiting[] = [];
  let working: Promise<void> | undefined;
  let stopped = false;
  const work = async () => {
    while (queue.length > 0) await answerBatch(queue.splice(0, largestBatch), parts);
    working = undefined;
  };
  const submit = (request: Request) => {
    if (stopped) return Promise.reject(new BusyError('the gateway is stopping'));
    if (queue.length >= capacity) {
      return Promise.reject(new BusyError(`${capacity} requests wait already`));
    }
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    queue.push({ request, resolve, reject });
    working ??= Promise.resolve().then(work);
    return promise;
  };
  const stop = async () => {
    stopped = true;
    await working;
  };
  return { submit, waiting: () => queue.length, stop };
}

/** Answers every waiting request; one that breaks a shared commit is found by trying each alone. */
async function answerBatch(batch: readonly Waiting[], parts: IntakeParts): Promise<void> {
  try {
    const outcomes = await decideAndCommit(
      batch.map(({ request }) => request),
      parts,
    );
    for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as Outcome);
  } catch (error) {
    const [only] = batch;
    if (parts.store.isAway(error)) {
      parts.away?.(error);
      const busy = new BusyError('the store cannot work for now', { cause: error });
      for (const { reject } of batch) reject(busy);
    } else if (batch.length > 1) for (const one of batch) await answerBatch([one], parts);
    else only?.reject(error);
  }
}

/** Reads, decides and appends, again whenever somebody else was first. */
async function decideAndCommit(
  requests: readonly Request[],
  parts: IntakeParts,
): Promise<readonly Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await decideOnce(requests, parts);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === attempts) throw error;
      parts.conflicted?.();
      await sleep(Math.random() * Math.min(2 ** attempt, longestPause));
    }
  }
}

async function decideOnce(
  requests: readonly Request[],
  { store, directory, periods, now, committed, messages }: IntakeParts,
): Promise<readonly Outcome[]> {
  const around = { directory: directory(), periods, receivedAt: now() };
  const needs = requests.map((request) => needsOf(request, around.directory));
  const set = await loadWorkingSet(store, together(needs));
  const outcomes = requests.map((request) => follow(request, set, around));
  const decided = set.batch(around.receivedAt);
  const results = requests.flatMap((request, index) => takenIn(request, outcomes[index]));
  const batch = { ...decided, messages: messages?.(decided, results) ?? [] };
  if (isEmpty(batch)) return outcomes;
  await store.commit(batch);
  committed?.(batch, requests);
  return outcomes;
}

/** The result of a request that was not known already. */
function takenIn(request: Request, outcome: Outcome | undefined): readonly PassiveResult[] {
  if (request.kind !== 'signal' || request.signal.kind !== 'result') return [];
  return outcome === undefined || 'refused' in outcome || outcome.repeated ? [] : [request.signal];
}

function together(needs: readonly Needs[]): Needs {
  return {
    keys: needs.flatMap(({ keys }) => keys),
    places: needs.flatMap(({ places }) => places),
    incidents: needs.flatMap(({ incidents }) => incidents),
    hosts: needs.flatMap(({ hosts }) => hosts),
  };
}

function isEmpty({ events, keys, watched, messages }: Batch): boolean {
  return [events, keys, watched, messages].every((list) => list.length === 0);
}
