import { fdatasync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { Kysely } from 'kysely';
import type { Database } from '../../../gateway/store/database.ts';
import { migrate } from '../../../gateway/store/migrate.ts';
import type { Tables } from '../../../gateway/store/schema.ts';
import { sqlite } from '../../../gateway/store/sqlite.ts';
import type { Sync } from '../../../gateway/store/synced-log.ts';

describe('what SQLite has committed', () => {
  let folder: string;
  let database: Database;
  let db: Kysely<Tables>;
  let sync: Sync;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-sync-'));
    sync = onDisk;
    database = sqlite(join(folder, 'watchclock.db'), (descriptor) => sync(descriptor));
    db = new Kysely<Tables>({ dialect: database.dialect });
    await migrate(db);
  });
  afterEach(async () => {
    sync = onDisk;
    await db.destroy();
    await rm(folder, { recursive: true });
  });

  it('is not answered, nor shown to anybody, before it is on the disk', async () => {
    const seen: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    sync = () => promise.then(() => void seen.push('on the disk'));
    const adding = db.transaction().execute((transaction) => add(transaction, 'one'));
    const answered = adding.then(() => void seen.push('answered'));
    const shown = keysIn(db).then((keys) => void seen.push(`shown: ${keys}`));
    resolve();
    await Promise.all([answered, shown]);
    expect(seen).to.have.members(['on the disk', 'answered', 'shown: one']);
    expect(seen[0]).to.equal('on the disk');
  });

  it('is synced without a transaction too, and reading alone is not', async () => {
    let times = 0;
    sync = async (descriptor) => {
      times += 1;
      await onDisk(descriptor);
    };
    await add(db, 'one');
    expect(times).to.equal(1);
    await keysIn(db);
    expect(times).to.equal(1);
  });

  it('is refused when the disk does not take it, and nothing more is done before the disk does', async () => {
    sync = () => Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
    const refused: unknown = await add(db, 'one').catch((error: unknown) => error);
    expect(String(refused)).to.match(/watchclock\.db-wal: EIO: i\/o error/);
    expect(database.isAway(refused)).to.equal(true);
    sync = onDisk;
    await add(db, 'two');
    expect(await keysIn(db)).to.deep.equal(['one', 'two']);
  });
});

const onDisk = promisify(fdatasync);

async function add(db: Kysely<Tables>, key: string): Promise<void> {
  await db.insertInto('signal_key').values({ key, received_at: 0 }).execute();
}

async function keysIn(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db.selectFrom('signal_key').select('key').orderBy('key').execute();
  return rows.map(({ key }) => key);
}
