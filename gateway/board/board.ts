import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { IncidentReader } from '../incident/incident-reader.ts';
import { readOpenVersions } from '../incident/open-versions.ts';
import type { MaintenanceWindow } from '../maintenance.ts';
import { chunks } from '../store/rows/chunks.ts';
import type { Store } from '../store/store.ts';
import { type BoardEntry, boardEntry, byNextDue } from './entry.ts';

/** The open incidents in memory, as the store has them. */
export interface Board {
  /** All of them as of this call, what is due next first, and the revision that they have. */
  readonly read: () => Promise<BoardState>;
  /** Something may have changed: has the board read the store soon, and tell its watchers. */
  readonly look: () => void;
  /** Calls back after each change; answers how to stop it. */
  readonly watch: (watcher: (change: BoardChange) => void) => () => void;
  readonly stop: () => Promise<void>;
}

/** What a board shows at a revision. */
export interface BoardState {
  readonly entries: readonly BoardEntry[];
  /** Names this state; a board that was started anew has other names. */
  readonly revision: string;
}

/** What became of a board: the incidents that differ from the state before, `entries` only those that are still open. */
export interface BoardChange extends BoardState {
  readonly changed: readonly number[];
  readonly byId: ReadonlyMap<number, BoardEntry>;
}

/** What a board is made of; `now` gives epoch milliseconds. */
export interface BoardParts {
  readonly store: Pick<Store, 'openVersions' | 'maintenance'>;
  readonly reader: Pick<IncidentReader, 'records'>;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** How long after a change the board is read again at the earliest, and how often without one (other gateways write too), in milliseconds. */
const pace = { afterChange: 300, always: 5_000 };

/**
 * Opens a board. It is no truth: each reading asks the store for the versions of all open incidents, and reads again
 * only what has changed, so that several gateways on one store show the same.
 */
export function openBoard({ store, reader, now, failed }: BoardParts): Board {
  const byId = new Map<number, BoardEntry>();
  const watchers = new Set<(change: BoardChange) => void>();
  const boot = randomBytes(6).toString('base64url');
  let state: BoardState = { entries: [], revision: `${boot}-0` };
  let revisions = 0;
  let windows: readonly MaintenanceWindow[] = [];

  let seen = '';
  const update = async (): Promise<BoardState> => {
    const announced = await store.maintenance();
    const written = await store.openVersions();
    const known = new Map(windows.map((window) => [window.id, window.cancelledAt]));
    const news = announced.filter(
      ({ id, cancelledAt }) => !known.has(id) || known.get(id) !== cancelledAt,
    );
    const fresh = news.map(({ customer }) => customer);
    windows = announced;
    if (written === seen && fresh.length === 0) return state;
    const versions = readOpenVersions(written);
    const stale = [...versions].filter(([id, version]) => {
      const known = byId.get(id);
      return (
        known?.incident.version !== version || fresh.includes(known.incident.raised.customer ?? '')
      );
    });
    const gone = [...byId.keys()].filter((id) => !versions.has(id));
    for (const some of chunks(stale.map(([id]) => id))) {
      for (const record of await reader.records(some)) {
        byId.set(record.incident.id, boardEntry(record, windows, now()));
      }
      // Very many are read at the start, and others want to be answered meanwhile.
      await turn();
    }
    seen = written;
    if (stale.length + gone.length === 0) return state;
    for (const id of gone) byId.delete(id);
    revisions += 1;
    state = { entries: [...byId.values()].sort(byNextDue), revision: `${boot}-${revisions}` };
    const change = { ...state, byId, changed: [...stale.map(([id]) => id), ...gone] };
    for (const watcher of watchers) watcher(change);
    return state;
  };
  const read = oneAfterTheOther(update);
  const timer = startPacing(() => read().catch(failed));
  timer.soon();
  return {
    read,
    look: timer.soon,
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    stop: async () => {
      timer.stop();
      await read().catch(() => undefined);
    },
  };
}

/** Runs that are asked for while one runs are one run after it: it sees all that was there when they were asked for. */
function oneAfterTheOther<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;
  const begin = () => {
    next = undefined;
    const current = run();
    running = current;
    const done = () => {
      if (running === current) running = undefined;
    };
    current.then(done, done);
    return current;
  };
  return () => {
    if (running === undefined) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}

/** The larger the board, the longer it takes to read: while much changes, watching it takes a tenth of the time at most. */
function startPacing(work: () => Promise<unknown>) {
  let soon: NodeJS.Timeout | undefined;
  let took = 0;
  const timed = async () => {
    const began = performance.now();
    await work();
    took = performance.now() - began;
  };
  const regular = setInterval(timed, pace.always).unref();
  return {
    soon: () => {
      const wait = Math.min(Math.max(pace.afterChange, 10 * took), pace.always);
      soon ??= setTimeout(() => {
        soon = undefined;
        void timed();
      }, wait).unref();
    },
    stop: () => {
      clearInterval(regular);
      clearTimeout(soon);
    },
  };
}
