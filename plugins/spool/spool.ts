import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** A queue of texts in a folder, which several processes may use at once. */
export interface Spool {
  /** Adds a text behind all that is there; it is on the disk when this resolves. Throws a SpoolFullError at the limit. */
  readonly put: (text: string) => Promise<void>;
  /** The names of what waits, the oldest first. */
  readonly list: () => Promise<readonly string[]>;
  /** The text of an entry; undefined when it is gone, or damaged and now set aside. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** Forgets an entry that was delivered. */
  readonly remove: (name: string) => Promise<void>;
  /** Takes an entry out of the queue and keeps it in the folder `aside`, with the reason in a file beside it. */
  readonly setAside: (name: string, reason: string) => Promise<void>;
}

/** What a spool works with. */
export interface SpoolOptions {
  /** Made, for its owner only, when it is missing. */
  readonly folder: string;
  /** The most entries that may wait. */
  readonly limit: number;
  readonly now: () => number;
  /** Told of everything that is set aside, as a sentence. */
  readonly warn: (sentence: string) => void;
}

/** As many entries wait as may. */
export class SpoolFullError extends Error {
  override readonly name = 'SpoolFullError';
}

/**
 * Opens a spool. An entry is one file, `STAMP-RANDOM.entry`: a first line with the SHA-256 of the rest, then the text.
 * It is written under another name, synced, and renamed, so that no half of one is ever seen.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const spool: Spool = {
    put: (text) => put(text, options),
    list: () => entriesIn(folder),
    read: (name) => read(name, options),
    remove: (name) => rm(join(folder, name), { force: true }),
    setAside: (name, reason) => setAside(name, reason, options),
  };
  await setUnfinishedAside(options);
  return spool;
}

const entrySuffix = '.entry';
const unfinishedSuffix = '.unfinished';
/** An entry is written in milliseconds: what is unfinished after so long has lost its writer. */
const unfinishedAge = 3_600_000;

async function put(text: string, { folder, limit, now }: SpoolOptions): Promise<void> {
  const waiting = await entriesIn(folder);
  if (waiting.length >= limit) {
    throw new SpoolFullError(`${folder} holds ${waiting.length} entries already`);
  }
  const name = `${nextStamp(waiting.at(-1), now())}-${randomBytes(6).toString('hex')}`;
  const unfinished = join(folder, name + unfinishedSuffix);
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(`${checksum(text)}\n${text}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name + entrySuffix));
  await syncFolder(folder);
}

/** Microseconds since 1970, and more than the last one's even when the time of day was set back. */
function nextStamp(last: string | undefined, now: number): string {
  const previous = last === undefined ? 0 : Number(last.split('-', 1)[0]);
  return String(Math.max(Math.floor(now * 1000), previous + 1)).padStart(16, '0');
}

async function entriesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(entrySuffix)).sort();
}

async function read(name: string, options: SpoolOptions): Promise<string | undefined> {
  const content = await readFile(join(options.folder, name), 'utf8').catch(unlessMissing);
  if (content === undefined) return undefined;
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  if (content.slice(0, end) === checksum(text)) return text;
  await setAside(name, 'it is damaged: its text does not fit its checksum', options);
  return undefined;
}

async function setAside(name: string, reason: string, { folder, warn }: SpoolOptions) {
  const aside = join(folder, 'aside');
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await writeFile(join(aside, `${name}.reason`), `${reason}\n`, { mode: 0o600 });
  await rename(join(folder, name), join(aside, name)).catch(unlessMissing);
  await syncFolder(folder);
  warn(`${join(aside, name)} was set aside: ${reason}`);
}

/** What a crash left half written: its writer never said that it was taken. */
async function setUnfinishedAside(options: SpoolOptions): Promise<void> {
  const { folder, now } = options;
  const names = await readdir(folder);
  for (const name of names.filter((each) => each.endsWith(unfinishedSuffix))) {
    const found = await stat(join(folder, name)).catch(unlessMissing);
    if (found === undefined || found.mtimeMs > now() - unfinishedAge) continue;
    await setAside(name, 'its writer ended before it was whole', options);
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
