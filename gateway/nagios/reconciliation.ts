import { createReadStream } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Periods } from '../command.ts';
import type { Directory } from '../directory/directory.ts';
import { type Place, placeKey } from '../incident/carried.ts';
import { readOpenVersions } from '../incident/open-versions.ts';
import type { Incident } from '../incident.ts';
import type { Intake } from '../intake.ts';
import { stateOf } from '../results/return-code.ts';
import type { Sampling } from '../results/sampling.ts';
import { isFine } from '../signal.ts';
import { chunks } from '../store/rows/chunks.ts';
import type { Store } from '../store/store.ts';
import { type Alarm, startAlarm } from '../timers/alarm.ts';
import type { NagiosSiteConfig } from './config.ts';
import { missingNotification, siteOf } from './reconcile.ts';
import { type StatusEntry, statusReader } from './status-file.ts';

/** What comparing works with, at every site. */
export interface Comparing {
  readonly store: Pick<Store, 'openVersions' | 'carriers' | 'incidents'>;
  readonly intake: Pick<Intake, 'submit'>;
  readonly directory: () => Pick<Directory, 'customerOf'>;
  readonly periods: Periods;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** Told what the file says of every check. */
  readonly see: Sampling['see'];
  /** Logs an error as what is said, unless it is that the store is away, which is known. */
  readonly unless: (what: string) => (error: unknown) => void;
}

/** Starts to compare at each site whose status file is named; the answer stops that. */
export function startReconciliations(
  sites: readonly NagiosSiteConfig[],
  comparing: Comparing,
): () => Promise<void> {
  const { directory, periods, log, unless } = comparing;
  const alarms = sites.flatMap(({ site, status_file: file, compare: { every, grace } }) => {
    if (file === undefined) return [];
    const parts = {
      ...{ ...comparing, site, file, every, grace, settling: () => periods.settling },
      customerOf: (host: string) => directory().customerOf(host),
      found: ({ host, service, code }: StatusEntry) =>
        log.warn({ site, host, service, code }, 'found: Nagios did not notify this'),
      failed: unless(`the state of site ${site} cannot be compared`),
    };
    return [startReconciliation(parts)];
  });
  return async () => {
    await Promise.all(alarms.map(({ stop }) => stop()));
  };
}

/** What comparing works with at one site. */
interface ReconciliationParts {
  readonly site: string;
  /** Its status.dat. */
  readonly file: string;
  /** How often to compare, and how long a state must have lasted before it counts, in milliseconds. */
  readonly every: number;
  readonly grace: number;
  readonly settling: () => number;
  readonly store: Pick<Store, 'openVersions' | 'carriers' | 'incidents'>;
  readonly intake: Pick<Intake, 'submit'>;
  readonly see: Sampling['see'];
  readonly customerOf: (host: string) => string | null;
  readonly now: () => number;
  /** Told what was found missing. */
  readonly found: (entry: StatusEntry) => void;
  readonly failed: (error: unknown) => void;
}

/** A file older than this was written by a Nagios that does not run any more: it tells nothing. */
const stale = 5 * 60_000;

/** Starts to compare what Nagios knows with what the incidents know, for the first time when a period is over. */
function startReconciliation(parts: ReconciliationParts): Alarm {
  const { every, now, failed } = parts;
  let next = now() + every;
  const ring = async () => {
    // A clock that was set back makes nobody wait longer than a period.
    if (now() >= next || next - now() > every) {
      next = now() + every;
      await compare(parts);
    }
    return next - now();
  };
  return startAlarm({ ring, failed });
}

async function compare(parts: ReconciliationParts): Promise<void> {
  const { site, settling, grace, intake, found } = parts;
  const { entries, hosts, createdAt } = await readWanted(parts, await believedIn(parts));
  const carriers = await carriersOf(entries, parts);
  for (const entry of entries) {
    const notification = missingNotification(entry, {
      ...{ site, createdAt, grace, settling: settling() },
      incident: carriers.get(keyOf(entry)),
      host: hosts.get(entry.host),
    });
    if (notification === undefined) continue;
    const outcome = await intake.submit({ kind: 'signal', signal: notification });
    if (!('refused' in outcome) && !outcome.repeated && outcome.events > 0) found(entry);
  }
}

interface Wanted {
  /** What is in trouble, and what incidents believe to be. */
  readonly entries: readonly StatusEntry[];
  /** Hosts that are not up or in downtime, by their names. */
  readonly hosts: ReadonlyMap<string, StatusEntry>;
  readonly createdAt: number;
}

async function readWanted(
  { file, see, now }: ReconciliationParts,
  believed: ReadonlySet<string>,
): Promise<Wanted> {
  const reader = statusReader();
  const entries: StatusEntry[] = [];
  const hosts = new Map<string, StatusEntry>();
  for await (const text of createReadStream(file, 'utf8')) {
    for (const entry of reader.push(text)) {
      const checked = checkedSample(entry);
      if (checked !== undefined) see(checked);
      if (entry.code !== 0 || believed.has(keyOf(entry))) entries.push(entry);
      if (entry.service === null && (entry.code !== 0 || entry.inDowntime)) {
        hosts.set(entry.host, entry);
      }
    }
  }
  const createdAt = reader.createdAt();
  if (createdAt === null)
    throw new Error(`${file}: is no status.dat: it does not say when it was written`);
  if (now() - createdAt > stale) {
    throw new Error(
      `${file}: was written at ${new Date(createdAt).toISOString()}: Nagios does not run`,
    );
  }
  return { entries, hosts, createdAt };
}

function checkedSample({ host, service, code, checkedAt: at, perfdata }: StatusEntry) {
  const state = stateOf(service, code);
  return at === null || state === undefined ? undefined : { host, service, at, state, perfdata };
}

/** What open incidents believe to be in trouble because this site said so. There may be very many: some are read at a time. */
async function believedIn({ store, site }: ReconciliationParts): Promise<ReadonlySet<string>> {
  const believed = new Set<string>();
  const open = readOpenVersions(await store.openVersions());
  for (const some of chunks([...open.keys()])) {
    const told = (await store.incidents(some)).filter(
      ({ raised }) => siteOf(raised.source) === site,
    );
    const alerts = told.flatMap((incident) => incident.alerts);
    for (const alert of alerts) if (!isFine(alert.state)) believed.add(keyOf(alert));
    await turn();
  }
  return believed;
}

function keyOf({ host, service }: Pick<StatusEntry, 'host' | 'service'>): string {
  return JSON.stringify([host, service]);
}

/** The incident that last carried each entry, or the one that it was merged into. */
async function carriersOf(
  entries: readonly StatusEntry[],
  { store, customerOf }: ReconciliationParts,
): Promise<ReadonlyMap<string, Incident>> {
  const places = entries.map(
    ({ host, service }): Place => ({ customer: customerOf(host), host, service }),
  );
  const found = new Map<string, Incident>();
  for (let from = 0; from < places.length; from += portion) {
    const some = places.slice(from, from + portion);
    const carriers = await store.carriers(some);
    const incidents = await withSurvivors([...carriers.values()], store);
    for (const place of some) {
      const incident = incidents.get(carriers.get(placeKey(place)) ?? 0);
      if (incident !== undefined) found.set(keyOf(place), incident);
    }
  }
  return found;
}

const portion = 500;

async function withSurvivors(ids: readonly number[], store: ReconciliationParts['store']) {
  const incidents = new Map((await store.incidents(ids)).map((each) => [each.id, each]));
  for (const [id, first] of incidents) {
    let incident: Incident | undefined = first;
    while (incident?.mergedInto != null) {
      [incident] = await store.incidents([incident.mergedInto]);
    }
    if (incident !== undefined) incidents.set(id, incident);
  }
  return incidents;
}
