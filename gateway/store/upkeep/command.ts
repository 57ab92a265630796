import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../config.ts';
import { parseStoreAddress, type StoreAddress } from '../address.ts';
import { openMigrated, openStore } from '../open.ts';
import { backupInto } from './backup.ts';
import { problemsOf } from './check.ts';
import { copyTables } from './copy.ts';
import { type Erasure, eraseTexts, findTexts } from './erase.ts';
import { eraseMessages } from './erase-outbox.ts';
import { type Progress, progressTo } from './progress.ts';
import { asOfOneInstant } from './snapshot.ts';

const usage = `Usage: watchclock store migrate STORE
       watchclock store check STORE
       watchclock store rebuild STORE
       watchclock store backup STORE FILE
       watchclock store copy STORE STORE
       watchclock store erase STORE --incident NUMBER | --name TEXT [--yes]

STORE is sqlite:FILE, postgresql://user@host/db, or the path of a gateway's configuration. The password of
PostgreSQL can stand in the environment as PGPASSWORD.

  migrate     bring the store to the schema of this version; an older version still works on it
  check       verify the hash chains of incidents and maintenance windows, the digests of texts and
              terms, and that the caches say what the log says; the gateway may run on
  rebuild     make the caches anew from the log; stop the gateway before
  backup      copy the store, as of one instant, into a new SQLite file, and verify it; the gateway
              may run on
  copy        copy a store into an empty one, also from SQLite to PostgreSQL and back, and verify it;
              stop the gateway before
  erase       forget the names and texts of persons in an incident, or all, anywhere, that contain a
              text, whatever its case; the log verifies as before. Without --yes it only counts them.
              Backups that were made before still hold them.
  -h, --help  this text

What takes longer tells every two seconds on standard error how far it is.

Exit status: 0 done, 1 failed or something is wrong, 2 usage error.

Example:
  watchclock store copy sqlite:/var/lib/watchclock/watchclock.db postgresql://watchclock@db.example/watchclock
`;

/** What the command needs of a process. */
type Io = Pick<NodeJS.Process, 'stdout' | 'stderr'>;

/** `watchclock store …`; see `usage`. */
export async function command(args: readonly string[], io: Io): Promise<number> {
  const asked = read(args);
  if (typeof asked === 'string') {
    io.stderr.write(`watchclock store: ${asked}\n${usage}`);
    return 2;
  }
  if (asked.action === 'help') {
    io.stdout.write(usage);
    return 0;
  }
  const complain = (sentence: string) => void io.stderr.write(`watchclock store: ${sentence}\n`);
  let problems = 0;
  const found = (problem: string) => {
    problems++;
    complain(problem);
  };
  try {
    const work = {
      ...asked,
      found,
      progress: progressTo(complain, performance.now.bind(performance)),
    };
    const done = await actions[asked.action](work);
    if (problems === 0) io.stdout.write(`${done}\n`);
  } catch (error) {
    found(sentenceOf(error));
  }
  return problems === 0 ? 0 : 1;
}

/** A wrapped error says what was tried, its cause why that failed. */
function sentenceOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${sentenceOf(cause)}` : message;
}

/** One action to be done, and whom to tell about it. */
interface Work {
  readonly first: string;
  readonly second: string;
  readonly erasure: Erasure | undefined;
  readonly yes: boolean;
  /** Told of each thing that is wrong. */
  readonly found: (problem: string) => void;
  readonly progress: Progress;
}

/** Answers what was done, as a sentence. */
type Action = (work: Work) => Promise<string>;

const actions = { migrate, check, rebuild, backup, copy, erase } satisfies Record<string, Action>;
const operandCount = { migrate: 1, check: 1, rebuild: 1, backup: 2, copy: 2, erase: 1 };

const options = {
  help: { type: 'boolean', short: 'h', default: false },
  incident: { type: 'string' },
  name: { type: 'string' },
  yes: { type: 'boolean', default: false },
} as const;

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const { help, yes, ...meant } = values;
    const [action = '', ...operands] = positionals;
    if (help) return { action: 'help' } as const;
    if (!isAction(action)) return action === '' ? 'what is to be done?' : unknown(action);
    const wanted = operandCount[action];
    if (operands.length !== wanted) {
      return `${action} takes ${wanted} operand${wanted === 1 ? '' : 's'}, not ${operands.length}`;
    }
    const erasure = readErasure(meant);
    if (action === 'erase' && (erasure === undefined || typeof erasure === 'string')) {
      return erasure ?? 'erase takes either --incident or --name';
    }
    if (action !== 'erase' && (yes || Object.keys(meant).length > 0)) {
      return `${action} takes no --incident, --name or --yes`;
    }
    const [first = '', second = ''] = operands;
    return { action, first, second, yes, erasure: erasure as Erasure | undefined } as const;
  } catch (error) {
    return (error as Error).message;
  }
}

function unknown(action: string): string {
  return `no such action: "${action}"`;
}

function isAction(name: string): name is keyof typeof actions {
  return Object.hasOwn(actions, name);
}

function readErasure({
  incident,
  name,
}: {
  readonly incident?: string | undefined;
  readonly name?: string | undefined;
}): Erasure | string | undefined {
  if (incident !== undefined && name !== undefined) return undefined;
  if (incident !== undefined) {
    const isNumber = /^[1-9]\d{0,8}$/.test(incident);
    return isNumber ? { incident: Number(incident) } : `--incident: not a number: "${incident}"`;
  }
  if (name === undefined) return undefined;
  return name.trim() === '' ? '--name: is empty' : { name };
}

async function migrate({ first }: Work): Promise<string> {
  const { db } = await openMigrated(addressOf(first));
  await db.destroy();
  return 'the store has the schema of this version';
}

async function check({ first, ...tell }: Work): Promise<string> {
  await checkAt(existing(first), tell);
  return 'nothing is wrong';
}

type Tell = Pick<Work, 'found' | 'progress'>;

async function checkAt(address: StoreAddress, { found, progress }: Tell): Promise<void> {
  const { db } = await openMigrated(address);
  try {
    await asOfOneInstant(db, async (snapshot) => {
      for await (const problem of problemsOf(snapshot, progress)) found(problem);
    });
  } finally {
    await db.destroy();
  }
}

async function rebuild({ first }: Work): Promise<string> {
  const store = await openStore(existing(first));
  try {
    return `the caches of ${await store.rebuildCaches()} incidents were made anew`;
  } finally {
    await store.close();
  }
}

async function backup({ first, second, ...tell }: Work): Promise<string> {
  const from = existing(first);
  const file = resolve(second);
  if (existsSync(file)) throw new Error(`${second}: is there already`);
  const events = await backupInto(file, async (to) => {
    const copied = await copyInto(from, to, tell);
    await checkAt(to, tell);
    return copied;
  });
  return `${events} events were copied and verify`;
}

async function copy({ first, second, ...tell }: Work): Promise<string> {
  const to = addressOf(second);
  const events = await copyInto(existing(first), to, tell);
  await checkAt(to, tell);
  return `${events} events were copied and verify`;
}

async function copyInto(from: StoreAddress, to: StoreAddress, { progress }: Tell): Promise<number> {
  await using databases = new AsyncDisposableStack();
  const { db: source } = await openMigrated(from);
  databases.defer(() => source.destroy());
  const { db: target } = await openMigrated(to);
  databases.defer(() => target.destroy());
  return await copyTables(source, target, progress);
}

async function erase({ first, erasure, yes }: Work): Promise<string> {
  if (erasure === undefined) throw new Error('nothing is meant');
  const { db, sweep } = await openMigrated(existing(first));
  try {
    const found = await findTexts(db, erasure);
    const { digests, incidents } = found;
    const what = `${digests.length} texts in ${incidents.length} incidents`;
    if (!yes) return `${what} would be erased; --yes erases them`;
    await eraseTexts(db, found, Date.now());
    await eraseMessages(db, erasure);
    await sweep();
    return `${what} were erased`;
  } finally {
    await db.destroy();
  }
}

/** Where there is nothing to read, nothing may be made. */
function existing(text: string): StoreAddress {
  const address = addressOf(text);
  if (address.kind === 'sqlite' && !existsSync(address.path)) {
    throw new Error(`${address.path}: there is no such file`);
  }
  return address;
}

function addressOf(text: string): StoreAddress {
  return parseStoreAddress(text, process.cwd()) ?? loadConfig(text).settings.store;
}
