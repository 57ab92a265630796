import type { Kysely } from 'kysely';
import { canonicalJson, digestOf, windowHash } from '../../incident/chain.ts';
import { fold } from '../../incident.ts';
import { logVerifier } from '../../report/verify/verify.ts';
import { chunks } from '../rows/chunks.ts';
import { toEntry, withTexts } from '../rows/history.ts';
import { toRow } from '../rows/incidents.ts';
import { digestsIn } from '../rows/personal-text.ts';
import type { IncidentCacheRow, IncidentEventRow, Tables } from '../schema.ts';
import { problemsOfCheckpoints } from './check-checkpoints.ts';
import { pagesOf } from './pages.ts';
import type { Progress } from './progress.ts';
import { type Carriers, carry } from './rebuild.ts';

/**
 * What is wrong with a store, as sentences: entries of the log and announced windows that do not chain, personal texts
 * and terms that do not fit their digests, checkpoints that the log contradicts, and caches that say something else than the log. It holds little at a time.
 */
export async function* problemsOf(
  db: Kysely<Tables>,
  progress: Progress,
): AsyncGenerator<string, void, void> {
  yield* problemsOfLog(db, progress);
  yield* problemsOfWindows(db);
  yield* problemsOfTexts(db, progress);
  yield* problemsOfCheckpoints(db);
  for await (const rows of pagesOf(db, 'terms')) {
    for (const { digest, content } of rows) {
      if (digestOf(content) !== digest) yield `terms ${digest}: were changed`;
    }
  }
}

async function* problemsOfLog(db: Kysely<Tables>, progress: Progress): AsyncGenerator<string> {
  const verify = logVerifier();
  const carriers: Carriers = new Map();
  let done = 0;
  let last = 0;
  for await (const incidents of incidentsOf(db)) {
    const broken = incidents.flat().filter((row) => !isReadable(row));
    for (const { incident, version } of broken) {
      yield `incident ${incident}, version ${version}: was changed: it is no JSON`;
    }
    const readable = incidents.filter((rows) => rows.every(isReadable));
    for (const row of readable.flat()) yield* verify(toEntry(row));
    yield* problemsOfCaches(db, { incidents: readable, carriers, after: last });
    last = incidents.at(-1)?.[0]?.incident ?? last;
    done += incidents.flat().length;
    progress('incident_event', done);
  }
  yield* strayCaches(db, { after: last, upTo: highestNumber, known: new Set() });
  yield* problemsOfCarriers(db, carriers);
}

function isReadable({ actor, event }: IncidentEventRow): boolean {
  try {
    return [actor, event].every((text) => JSON.parse(text) !== undefined);
  } catch {
    return false;
  }
}

/** The rows of the log by incident, some incidents at a time; none of them is cut in two. */
async function* incidentsOf(
  db: Kysely<Tables>,
): AsyncGenerator<readonly (readonly IncidentEventRow[])[]> {
  let rest: readonly IncidentEventRow[] = [];
  for await (const page of pagesOf(db, 'incident_event')) {
    const groups = [...Map.groupBy([...rest, ...page], ({ incident }) => incident).values()];
    rest = groups.pop() ?? [];
    if (groups.length > 0) yield groups;
  }
  if (rest.length > 0) yield [rest];
}

interface Part {
  readonly incidents: readonly (readonly IncidentEventRow[])[];
  readonly carriers: Carriers;
  /** The last incident of the part before. */
  readonly after: number;
}

async function* problemsOfCaches(
  db: Kysely<Tables>,
  { incidents, carriers, after }: Part,
): AsyncGenerator<string> {
  const ids = incidents.flatMap(([first]) => first?.incident ?? []);
  const cached = new Map<number, IncidentCacheRow>();
  for (const some of chunks(ids)) {
    const query = db.selectFrom('incident_cache').selectAll().where('incident', 'in', some);
    for (const row of await query.execute()) cached.set(row.incident, row);
  }
  const histories = await withTexts(db, incidents.flat().map(toEntry));
  const byIncident = Map.groupBy(histories, ({ incident }) => incident);
  for (const [index, id] of ids.entries()) {
    const history = byIncident.get(id) ?? [];
    const incident = fold(history);
    const row = cached.get(id);
    const hash = incidents[index]?.at(-1)?.hash ?? '';
    if (row === undefined) yield `incident ${id}: has no cache`;
    else if (incident === undefined || !isSame(row, toRow(incident, hash))) {
      yield `incident ${id}: its cache is not what the log says`;
    }
    if (incident !== undefined) {
      for (const recorded of history) carry(recorded, incident, carriers);
    }
  }
  yield* strayCaches(db, { after, upTo: ids.at(-1) ?? after, known: new Set(ids) });
}

function isSame(row: IncidentCacheRow, other: IncidentCacheRow): boolean {
  const content = ({ state, ...rest }: IncidentCacheRow) =>
    canonicalJson({ ...rest, state: JSON.parse(state) as unknown });
  return content(row) === content(other);
}

/** The most that PostgreSQL's integer holds. */
const highestNumber = 2 ** 31 - 1;

interface Range {
  readonly after: number;
  readonly upTo: number;
  readonly known: ReadonlySet<number>;
}

async function* strayCaches(
  db: Kysely<Tables>,
  { after, upTo, known }: Range,
): AsyncGenerator<string> {
  const rows = await db
    .selectFrom('incident_cache')
    .select('incident')
    .where('incident', '>', after)
    .where('incident', '<=', upTo)
    .execute();
  for (const { incident } of rows) {
    if (!known.has(incident)) yield `incident ${incident}: has a cache but no event`;
  }
}

async function* problemsOfCarriers(db: Kysely<Tables>, carriers: Carriers): AsyncGenerator<string> {
  for await (const rows of pagesOf(db, 'watched_cache')) {
    for (const { watched, incident } of rows) {
      const carrier = carriers.get(watched)?.incident;
      if (carrier !== incident) {
        yield `${watched}: belongs to incident ${carrier ?? 'none'}, its cache says ${incident}`;
      }
      carriers.delete(watched);
    }
  }
  for (const [watched, { incident }] of carriers) {
    yield `${watched}: belongs to incident ${incident}, its cache is missing`;
  }
}

async function* problemsOfWindows(db: Kysely<Tables>): AsyncGenerator<string> {
  let before: { readonly position: number; readonly hash: string | null } = {
    position: 0,
    hash: null,
  };
  for await (const rows of pagesOf(db, 'maintenance_window')) {
    for (const row of rows) {
      const name = `maintenance window ${row.position}`;
      const content = JSON.parse(row.content) as { readonly id?: unknown };
      const covered = { position: row.position, content, previousHash: row.previous_hash };
      if (row.position !== before.position + 1)
        yield `${name}: does not follow on ${before.position}`;
      if (row.previous_hash !== before.hash) yield `${name}: does not name the hash before it`;
      if (row.hash !== windowHash(covered) || row.id !== content.id) yield `${name}: was changed`;
      before = row;
    }
  }
}

async function* problemsOfTexts(db: Kysely<Tables>, progress: Progress): AsyncGenerator<string> {
  let done = 0;
  for await (const rows of pagesOf(db, 'personal_text')) {
    for (const { digest, salt, text } of rows) {
      if (text !== null && digestOf(`${salt}${text}`) !== digest) {
        yield `personal text ${digest}: was changed`;
      }
    }
    done += rows.length;
    progress('personal_text', done);
  }
  for await (const rows of pagesOf(db, 'incident_event')) {
    const named = rows.flatMap(({ actor, event }) =>
      digestsIn([JSON.parse(actor), JSON.parse(event)]),
    );
    yield* missingTexts(db, named);
  }
}

/** An erased text still has its row. */
async function* missingTexts(db: Kysely<Tables>, digests: readonly string[]) {
  for (const some of chunks(digests)) {
    const query = db.selectFrom('personal_text').select('digest').where('digest', 'in', some);
    const found = new Set((await query.execute()).map(({ digest }) => digest));
    for (const digest of some) if (!found.has(digest)) yield `personal text ${digest}: is missing`;
  }
}
