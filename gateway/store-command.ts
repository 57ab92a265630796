import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from './config.ts';
import { verifyLog } from './report/verify.ts';
import { parseStoreAddress, type StoreAddress } from './store/address.ts';
import { copyTables, isEmpty } from './store/copy.ts';
import { openMigrated, openStore } from './store/open.ts';

const usage = `Usage: watchclock store migrate STORE
       watchclock store check STORE
       watchclock store backup STORE FILE
       watchclock store copy STORE STORE

STORE is sqlite:FILE, postgresql://user@host/db, or the path of a gateway's configuration.

  migrate     bring the store to the schema of this version; an older version still works on it
  check       verify the hash chain of every incident, and that the caches say what the log says
  backup      copy the store, as of one instant, into a new SQLite file; the gateway may run on
  copy        copy a store into an empty one, also from SQLite to PostgreSQL and back, and verify it;
              stop the gateway before
  -h, --help  this text

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
  if (asked.help) {
    io.stdout.write(usage);
    return 0;
  }
  try {
    const [first = '', second = ''] = asked.operands;
    const problems = await actions[asked.action]([first, second], io);
    for (const problem of problems) io.stderr.write(`watchclock store: ${problem}\n`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    io.stderr.write(`watchclock store: ${(error as Error).message}\n`);
    return 1;
  }
}

type Operands = readonly [first: string, second: string];
type Action = (operands: Operands, io: Io) => Promise<readonly string[]>;

const actions = { migrate, check, backup, copy } satisfies Record<string, Action>;
const operandCount = { migrate: 1, check: 1, backup: 2, copy: 2 };

function read(args: readonly string[]) {
  const options = { help: { type: 'boolean', short: 'h', default: false } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name = '', ...operands] = positionals;
    if (values.help) return { help: true, action: 'check', operands } as const;
    if (!isAction(name)) return name === '' ? 'what is to be done?' : `no such action: "${name}"`;
    const wanted = operandCount[name];
    if (operands.length !== wanted) {
      return `${name} takes ${wanted} operand${wanted === 1 ? '' : 's'}, not ${operands.length}`;
    }
    return { help: false, action: name, operands } as const;
  } catch (error) {
    return (error as Error).message;
  }
}

function isAction(name: string): name is keyof typeof actions {
  return Object.hasOwn(actions, name);
}

async function migrate([store]: Operands, { stdout }: Io): Promise<readonly string[]> {
  const { db } = await openMigrated(addressOf(store));
  await db.destroy();
  stdout.write('the store has the schema of this version\n');
  return [];
}

async function check([store]: Operands, { stdout }: Io): Promise<readonly string[]> {
  const problems = await problemsOf(existing(store));
  if (problems.length === 0) stdout.write('nothing is wrong\n');
  return problems;
}

async function backup([store, file]: Operands, io: Io): Promise<readonly string[]> {
  if (existsSync(file)) return [`${file}: is there already`];
  return copyInto(existing(store), { kind: 'sqlite', path: file }, io);
}

async function copy([from, to]: Operands, io: Io): Promise<readonly string[]> {
  return copyInto(existing(from), addressOf(to), io);
}

async function copyInto(
  from: StoreAddress,
  to: StoreAddress,
  { stdout }: Io,
): Promise<readonly string[]> {
  await using databases = new AsyncDisposableStack();
  const { db: source } = await openMigrated(from);
  databases.defer(() => source.destroy());
  const { db: target } = await openMigrated(to);
  databases.defer(() => target.destroy());
  if (!(await isEmpty(target))) return ['the store to copy into is not empty'];
  const events = await copyTables(source, target);
  const problems = await problemsOf(to);
  if (problems.length === 0) stdout.write(`${events} events were copied and verify\n`);
  return problems;
}

/** The log against its own hashes, and each incident's cache against the log. */
async function problemsOf(address: StoreAddress): Promise<readonly string[]> {
  const store = await openStore(address);
  try {
    const entries = await store.chain();
    const incidents = await store.list({});
    const heads = new Map(entries.map(({ incident, version }) => [incident, version]));
    const stale = incidents.filter(({ id, version }) => heads.get(id) !== version);
    const cached = new Set(incidents.map(({ id }) => id));
    const missing = [...heads.keys()].filter((id) => !cached.has(id));
    return [
      ...verifyLog(entries),
      ...stale.map(({ id }) => `incident ${id}: its cache is not that of its last event`),
      ...missing.map((id) => `incident ${id}: has no cache`),
    ];
  } finally {
    await store.close();
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
