import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import pg from 'pg';
import { createIntake } from '../../../../gateway/intake.ts';
import { makeCheckpoint } from '../../../../gateway/report/checkpoints/make-checkpoint.ts';
import { keepSigningKey } from '../../../../gateway/report/checkpoints/signing-key.ts';
import { parseStoreAddress } from '../../../../gateway/store/address.ts';
import { openMigrated, openStore } from '../../../../gateway/store/open.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import { command } from '../../../../gateway/store/upkeep/command.ts';
import { copyTables } from '../../../../gateway/store/upkeep/copy.ts';
import { isIndex, pagesOf, tables } from '../../../../gateway/store/upkeep/pages.ts';
import { peer } from '../../../peers/peer.ts';
import { type PostgreSql, startPostgreSql } from '../../../peers/postgresql.ts';
import { until } from '../../../until.ts';
import { directory, minute, notification, periods } from '../../samples.ts';
import { fill, fillRest, personalText } from '../filled.ts';

const program = join(import.meta.dirname, '../../../../watchclock.ts');

describe('watchclock store', () => {
  let folder: string;
  let file: string;
  let first: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-store-'));
    file = join(folder, 'watchclock.db');
    first = `sqlite:${file}`;
  });
  afterEach(() => rm(folder, { recursive: true }));

  describe('that is called wrongly', () => {
    const wrong: readonly (readonly [args: readonly string[], complaint: string])[] = [
      [[], 'what is to be done?'],
      [['mend', 'sqlite:x'], 'no such action: "mend"'],
      [['constructor', 'sqlite:x'], 'no such action: "constructor"'],
      [['check'], 'check takes 1 operand, not 0'],
      [['copy', 'sqlite:x'], 'copy takes 2 operands, not 1'],
      [['check', 'sqlite:x', '--yes'], 'check takes no --incident, --name or --yes'],
      [['erase', 'sqlite:x'], 'erase takes either --incident or --name'],
      [
        ['erase', 'sqlite:x', '--incident', '1', '--name', 'x'],
        'erase takes either --incident or --name',
      ],
      [['erase', 'sqlite:x', '--incident', '1x'], '--incident: not a number: "1x"'],
      [['erase', 'sqlite:x', '--name', ' '], '--name: is empty'],
      [['check', 'sqlite:x', '--fast'], "Unknown option '--fast'"],
    ];
    for (const [args, complaint] of wrong) {
      it(`says so: ${args.join(' ') || '(nothing)'}`, async () => {
        const { status, stderr } = await run(args);
        expect(stderr.split('\n')[0]).to.contain(`watchclock store: ${complaint}`);
        expect(stderr).to.contain('Usage: watchclock store');
        expect(status).to.equal(2);
      });
    }

    it('makes no store where there is none to read', async () => {
      for (const args of [
        ['check', first],
        ['rebuild', first],
        ['backup', first, join(folder, 'backup.db')],
        ['copy', first, `sqlite:${join(folder, 'other.db')}`],
        ['erase', first, '--incident', '1'],
      ]) {
        const { status, stderr } = await run(args);
        expect([status, stderr]).to.deep.equal([
          1,
          `watchclock store: ${file}: there is no such file\n`,
        ]);
      }
      expect(readdirSync(folder)).to.deep.equal([]);
    });

    it('names what is no store at all', async () => {
      writeFileSync(file, 'some text that is no database');
      const { status, stderr } = await run(['check', first]);
      expect(status).to.equal(1);
      expect(stderr).to.contain('file is not a database');
    });

    it('explains itself when asked', async () => {
      const { status, stdout } = await run(['--help']);
      expect(status).to.equal(0);
      expect(stdout).to.match(/\nExample:\n {2}watchclock store /);
    });
  });

  describe('on SQLite', () => {
    const open = (path = file) => openStore({ kind: 'sqlite', path });
    beforeEach(async () => {
      const store = await open();
      await fill(store);
      await store.close();
    });

    it('finds nothing wrong with a store that nobody touched', async () => {
      expect(await run(['check', first])).to.deep.equal({
        status: 0,
        stdout: 'nothing is wrong\n',
        stderr: '',
      });
    });

    it('reads where the store is from the configuration of a gateway', async () => {
      writeFileSync(join(folder, 'inventory.yaml'), 'customers: {}\n');
      const config = join(folder, 'gateway.yaml');
      writeFileSync(config, 'inventory: ./inventory.yaml\nhttp: {}\n');
      expect((await run(['check', config])).stdout).to.equal('nothing is wrong\n');
      writeFileSync(config, 'inventory: ./inventory.yaml\nhttp: {}\nstores: x\n');
      const { status, stderr } = await run(['check', config]);
      expect([status, stderr.split('\n')[0]]).to.deep.equal([
        1,
        `watchclock store: ${config}:3:1: stores: there is no such key (did you mean "store"?)`,
      ]);
    });

    const tampering: readonly (readonly [what: string, sql: string, complaint: RegExp])[] = [
      [
        'an event that was changed',
        `update incident_event set event = replace(event, 'app-2', 'app-9') where incident = 2 and version = 1`,
        /incident 2, version 1: was changed: its hash does not fit/,
      ],
      [
        'a time that was changed',
        'update incident_event set received_at = received_at - 1 where incident = 1 and version = 1',
        /incident 1, version 1: was changed/,
      ],
      [
        'an event that is no JSON',
        `update incident_event set event = '{' where incident = 1 and version = 1`,
        /incident 1, version 1: was changed: it is no JSON/,
      ],
      [
        'an event that was taken out',
        'delete from incident_event where incident = 2 and version = 1',
        /incident 2, version 2: does not follow on version 0/,
      ],
      [
        'an incident that was taken out',
        'delete from incident_event where incident = 3',
        /incident 3: has a cache but no event/,
      ],
      [
        'a maintenance window that was changed',
        `update maintenance_window set content = replace(content, 'upgrade', 'nothing') where position = 1`,
        /maintenance window 1: was changed/,
      ],
      [
        'a maintenance window that goes by another name',
        `update maintenance_window set id = 'm7' where position = 2`,
        /maintenance window 2: was changed/,
      ],
      [
        'a maintenance window that was taken out',
        'delete from maintenance_window where position = 1',
        /maintenance window 2: does not follow on 0\n.*does not name the hash before it/,
      ],
      [
        'a personal text that was changed',
        `update personal_text set text = 'nothing' where text like '%Petra%'`,
        /personal text [0-9a-f]{64}: was changed/,
      ],
      [
        'a personal text that was taken out',
        `delete from personal_text where text like '%Petra%'`,
        /personal text [0-9a-f]{64}: is missing/,
      ],
      [
        'terms that were changed',
        `update terms set content = replace(content, '17', '18')`,
        /terms [0-9a-f]{64}: were changed/,
      ],
      [
        'a cache that says something else',
        `update incident_cache set status = 'closed' where incident = 1`,
        /incident 1: its cache is not what the log says/,
      ],
      [
        'a cache that is missing',
        'delete from incident_cache where incident = 2',
        /incident 2: has no cache/,
      ],
      [
        'a host that belongs to another incident than the log says',
        'update watched_cache set incident = 7 where incident = 2',
        /belongs to incident 2, its cache says 7/,
      ],
      [
        'a host that nobody knows to belong to its incident',
        'delete from watched_cache where incident = 2',
        /belongs to incident 2, its cache is missing/,
      ],
    ];
    for (const [what, sql, complaint] of tampering) {
      it(`finds ${what}`, async () => {
        tamper(file, sql);
        const { status, stdout, stderr } = await run(['check', first]);
        expect(stderr).to.match(complaint);
        expect([status, stdout]).to.deep.equal([1, '']);
      });
    }

    const withCheckpoints: typeof tampering = [
      [
        'a checkpoint that was changed',
        `update checkpoint set content = replace(content, '"events":', '"events":1') where number = 2`,
        /checkpoint 2: was changed/,
      ],
      [
        'a checkpoint that was taken out',
        'delete from checkpoint where number = 1',
        /checkpoint 2: does not follow on 0\n.*does not name the one before it/,
      ],
      [
        'the tail of an incident that was taken out, with all that is kept of it',
        `delete from incident_event where incident = 2 and version = 2;
         delete from incident_cache where incident = 2; delete from checkpoint_head where incident = 2`,
        /the heads that the last checkpoint covers were changed/,
      ],
    ];
    for (const [what, sql, complaint] of withCheckpoints) {
      it(`finds ${what}`, async () => {
        const store = await open();
        const key = await keepSigningKey(join(folder, 'key'));
        for (const now of [1, 2]) await makeCheckpoint(store, { now, key, always: true });
        await store.close();
        expect((await run(['check', first])).stdout).to.equal('nothing is wrong\n');
        tamper(file, sql);
        const { status, stderr } = await run(['check', first]);
        expect(stderr).to.match(complaint);
        expect(status).to.equal(1);
      });
    }

    it('makes caches anew', async () => {
      tamper(
        file,
        `update incident_cache set state = '{}', status = 'closed'; delete from watched_cache`,
      );
      expect((await run(['check', first])).status).to.equal(1);
      expect((await run(['rebuild', first])).stdout).to.contain('of 3 incidents were made anew');
      expect((await run(['check', first])).stdout).to.equal('nothing is wrong\n');
    });

    it('backs up while somebody writes, as of one instant, and holds nobody up', async () => {
      const store = await open();
      const writing = writeUntilTold(store);
      await until('the first write', () => writing.count() || undefined);
      const before = writing.count();
      const backup = join(folder, 'backup.db');
      const { status, stderr } = await run(['backup', first, backup]);
      expect([status, stderr]).to.deep.equal([0, '']);
      const during = writing.count();
      await writing.stop();
      expect(during).to.be.greaterThan(before);
      const copy = await open(backup);
      const kept = (await copy.list({})).length;
      expect(kept).to.be.within(before, during + 4);
      await copy.close();
      await store.close();
      expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).to.deep.equal([]);
    });

    it('overwrites no file with a backup', async () => {
      const backup = join(folder, 'backup.db');
      writeFileSync(backup, 'precious');
      const { status, stderr } = await run(['backup', first, backup]);
      expect([status, stderr]).to.deep.equal([
        1,
        `watchclock store: ${backup}: is there already\n`,
      ]);
      expect(readFileSync(backup, 'utf8')).to.equal('precious');
    });

    it('leaves no backup of a store that is wrong, and says what is', async () => {
      tamper(file, 'delete from incident_event where incident = 2 and version = 1');
      const backup = join(folder, 'backup.db');
      const { status, stderr } = await run(['backup', first, backup]);
      expect(status).to.equal(1);
      expect(stderr).to.contain('incident 2, version 2: does not follow');
    });

    it('copies nothing that a newer version has made, because it would lose it', async () => {
      tamper(file, 'create table from_the_future (id integer primary key)');
      const { status, stderr } = await run(['copy', first, `sqlite:${join(folder, 'other.db')}`]);
      expect(status).to.equal(1);
      expect(stderr).to.contain('does not know the tables from_the_future: use a newer one');
    });

    it('knows every table that the migrations make', async () => {
      const { db } = await openMigrated({ kind: 'sqlite', path: file });
      const made = (await db.introspection.getTables()).map(({ name }) => name);
      await db.destroy();
      expect([...tables].sort()).to.deep.equal(made.filter((name) => !isIndex(name)).sort());
    });

    describe('erases what a person wrote', () => {
      const bytes = () =>
        globSync(join(folder, 'watchclock.db*'))
          .map((path) => readFileSync(path, 'latin1'))
          .join();

      it('only when it is told so twice', async () => {
        const { stdout } = await run(['erase', first, '--name', 'petra']);
        expect(stdout).to.equal('1 texts in 1 incidents would be erased; --yes erases them\n');
        expect(bytes()).to.contain(personalText);
      });

      it('everywhere that a name stands, and the log verifies as before', async () => {
        const { stdout } = await run(['erase', first, '--name', 'petra', '--yes']);
        expect(stdout).to.equal('1 texts in 1 incidents were erased\n');
        expect(bytes()).to.not.contain(personalText);
        expect((await run(['check', first])).stdout).to.equal('nothing is wrong\n');
      });

      it('also in messages that went out, of which none goes out again', async () => {
        const to = { name: 'Petra Example', email: 'petra@a.example' };
        const content = {
          kind: 'mail',
          to,
          subject: 'hello',
          text: 'of petra',
          incident: 3,
        } as const;
        const store = await open();
        await store.outbox.put([{ key: 'to petra', content }], 1_000);
        const [leased] = await store.outbox.lease({
          now: 1_000,
          until: 2_000,
          limit: 10,
          except: [],
        });
        if (leased === undefined) expect.fail('nothing was to be sent');
        await store.outbox.settle(leased, { state: 'sent', why: null }, 1_500);
        await store.close();
        await run(['erase', first, '--name', 'petra', '--yes']);
        expect(bytes().toLowerCase()).to.not.contain('petra');
        const again = await open();
        expect(await again.outbox.put([{ key: 'to petra', content }], 2_000)).to.equal(0);
        await again.close();
      });

      it('in one incident, and in no other', async () => {
        await run(['erase', first, '--incident', '3', '--yes']);
        expect(bytes()).to.not.contain(personalText);
        expect(bytes()).to.contain('looked at it');
        expect((await run(['check', first])).stdout).to.equal('nothing is wrong\n');
        const store = await open();
        const [raised] = await store.history(3);
        expect(JSON.stringify(raised)).to.contain('"description":{"personal":null}');
        await store.close();
      });
    });
  });

  describe('with PostgreSQL', () => {
    let server: PostgreSql | undefined;
    const database = () => {
      if (server === undefined) throw new Error('the server does not run');
      return server.createDatabase();
    };
    before(async function () {
      server = await startPostgreSql(peer(this, 'postgresql'));
    });
    after(() => server?.remove());

    for (const [from, to] of [
      ['SQLite', 'PostgreSQL'],
      ['PostgreSQL', 'SQLite'],
      ['PostgreSQL', 'PostgreSQL'],
      ['SQLite', 'SQLite'],
    ] as const) {
      it(`copies from ${from} to ${to}, every row the same`, async () => {
        const place = (kind: string, name: string) =>
          kind === 'SQLite' ? `sqlite:${join(folder, name)}` : database();
        const [source, target] = [place(from, 'from.db'), place(to, 'to.db')];
        await withStore(source, fill);
        await withDatabase(source, fillRest);
        const { status, stdout, stderr } = await run(['copy', source, target]);
        expect([status, stderr]).to.deep.equal([0, '']);
        expect(stdout).to.match(/^5 events were copied and verify\n$/);
        const rows = await rowsAt(source);
        expect(await rowsAt(target)).to.deep.equal(rows);
        for (const table of tables) expect(rows[table], table).to.not.have.length(0);
        const again = await run(['copy', source, target]);
        expect(again.status).to.equal(1);
        expect(again.stderr).to.contain('is not empty: incident_event has rows');
      });
    }

    it('finds an event that was changed there too', async () => {
      const url = database();
      await withStore(url, fill);
      expect((await run(['check', url])).stdout).to.equal('nothing is wrong\n');
      await query(url, `update incident_event set at = at - 1 where incident = 2 and version = 2`);
      const { status, stderr } = await run(['check', url]);
      expect([status, stderr]).to.deep.equal([
        1,
        'watchclock store: incident 2, version 2: was changed: its hash does not fit\n',
      ]);
    });

    it('erases what a person wrote there too', async () => {
      const url = database();
      await withStore(url, fill);
      await run(['erase', url, '--name', 'PETRA', '--yes']);
      expect((await run(['check', url])).stdout).to.equal('nothing is wrong\n');
      expect(JSON.stringify(await rowsAt(url))).to.not.contain(personalText);
    });

    it('backs up into a file while somebody writes, as of one instant', async () => {
      const url = database();
      await withStore(url, async (store) => {
        await fill(store);
        const writing = writeUntilTold(store);
        await until('the first write', () => writing.count() || undefined);
        const backup = join(folder, 'backup.db');
        const { status, stderr } = await run(['backup', url, backup]);
        await writing.stop();
        expect([status, stderr]).to.deep.equal([0, '']);
        expect((await run(['check', `sqlite:${backup}`])).stdout).to.equal('nothing is wrong\n');
      });
    });

    it('leaves the target empty when it fails in the middle', async () => {
      await withStore(first, fill);
      const target = database();
      const [from, to] = await Promise.all([first, target].map((each) => openMigrated(at(each))));
      if (from === undefined || to === undefined) throw new Error('not open');
      const failing = copyTables(from.db, to.db, (what) => {
        if (what === 'copying watched_state') throw new Error('the disk is full');
      });
      const reason = await failing.catch((error: Error) => error.message);
      await Promise.all([from.db.destroy(), to.db.destroy()]);
      expect(reason).to.equal('the disk is full');
      expect(Object.values(await rowsAt(target)).flat()).to.deep.equal([]);
    });

    it('leaves the target empty when it is killed in the middle, and copies the next time', async () => {
      await withStore(first, fill);
      const target = database();
      await run(['migrate', target]);
      const holder = new pg.Client(target);
      await holder.connect();
      await holder.query('begin; lock table result_summary in access exclusive mode');
      const child = spawn(process.execPath, [program, 'store', 'copy', first, target]);
      const ended = once(child, 'exit');
      await until('the copy waits for a lock', async () => {
        const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        return (await query(target, waiting)).length > 0 ? true : undefined;
      });
      child.kill('SIGKILL');
      await ended;
      await holder.end();
      expect(Object.values(await rowsAt(target)).flat()).to.deep.equal([]);
      expect((await run(['copy', first, target])).status).to.equal(0);
    });
  });
});

async function run(args: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    ({
      write: (text: string) => {
        written[name] += text;
        return true;
      },
    }) as unknown as NodeJS.WriteStream;
  const status = await command(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  } as never);
  return { status, ...written };
}

function at(text: string) {
  const address = parseStoreAddress(text, '/');
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
}

async function withStore(address: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(at(address));
  await work(store).finally(() => store.close());
}

async function withDatabase(
  address: string,
  work: (db: Awaited<ReturnType<typeof openMigrated>>['db']) => Promise<void>,
): Promise<void> {
  const { db } = await openMigrated(at(address));
  await work(db).finally(() => db.destroy());
}

/** All rows by table, in an order that is the same in every database. */
async function rowsAt(address: string): Promise<Record<string, readonly unknown[]>> {
  const { db } = await openMigrated(at(address));
  const rows: Record<string, unknown[]> = {};
  for (const table of tables) {
    const found: unknown[] = [];
    for await (const page of pagesOf(db, table)) found.push(...page);
    rows[table] = found.map((row) => JSON.stringify(row)).sort();
  }
  await db.destroy();
  return rows;
}

function tamper(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

/** New incidents, one after the other, until it is stopped. */
function writeUntilTold(store: Store) {
  const intake = createIntake({
    store,
    directory: () => directory,
    periods,
    now: () => minute(200),
  });
  let count = 0;
  let stopped = false;
  const writing = (async () => {
    for (; !stopped; count++) {
      const host = `new-${count}`;
      await intake.submit({ kind: 'signal', signal: notification({ host, keys: [host] }) });
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  return {
    count: () => count,
    stop: async () => {
      stopped = true;
      await writing;
    },
  };
}
