import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { drain } from '../../../plugins/spool/drain.ts';
import { openSpool, type Spool, SpoolFullError } from '../../../plugins/spool/spool.ts';

describe('a spool', () => {
  let folder: string;
  let now = 1_000_000;
  const warnings: string[] = [];
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'watchclock-spool-')), 'spool');
    now = 1_000_000;
    warnings.length = 0;
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  const open = (limit = 100) =>
    openSpool({ folder, limit, now: () => now, warn: (sentence) => warnings.push(sentence) });
  const texts = async (spool: Spool) =>
    Promise.all((await spool.list()).map((name) => spool.read(name)));

  it('gives back what it was given, in its order', async () => {
    const spool = await open();
    for (const text of ['one', 'two\nlines', '']) await spool.put(text);
    expect(await texts(spool)).to.deep.equal(['one', 'two\nlines', '']);
  });

  it('keeps the order when the time of day is set back, also over a restart', async () => {
    await (await open()).put('one');
    now -= 500_000;
    await (await open()).put('two');
    now += 1;
    await (await open()).put('three');
    expect(await texts(await open())).to.deep.equal(['one', 'two', 'three']);
  });

  it("is nobody else's business", async () => {
    const spool = await open();
    await spool.put('text');
    const [name = ''] = await spool.list();
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).to.equal(0o600);
  });

  it('takes no more than its limit', async () => {
    const spool = await open(1);
    await spool.put('one');
    const error = await spool.put('two').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(SpoolFullError);
    expect((error as Error).message).to.equal(`${folder} holds 1 entries already`);
    expect(await texts(spool)).to.deep.equal(['one']);
  });

  it('sets a damaged entry aside, keeps it, and says so', async () => {
    const spool = await open();
    await spool.put('a text that will be cut');
    const [name = ''] = await spool.list();
    truncateSync(join(folder, name), 70);
    expect(await spool.read(name)).to.equal(undefined);
    expect(await spool.list()).to.deep.equal([]);
    expect(readFileSync(join(folder, 'aside', name))).to.have.length(70);
    expect(readFileSync(join(folder, 'aside', `${name}.reason`), 'utf8')).to.contain('damaged');
    expect(warnings.join()).to.contain(`${name} was set aside: it is damaged`);
  });

  it('sets aside what a crash left unfinished, but not what is being written', async () => {
    await open();
    for (const name of ['old.unfinished', 'new.unfinished']) writeFileSync(join(folder, name), 'x');
    now = Date.now();
    utimesSync(join(folder, 'old.unfinished'), now / 1000 - 7200, now / 1000 - 7200);
    await open();
    expect(readdirSync(folder).sort()).to.deep.equal(['aside', 'new.unfinished']);
    expect(readdirSync(join(folder, 'aside'))).to.contain('old.unfinished');
  });

  it('has whole entries only when its writer is killed at any moment', async () => {
    const program = `
      import { openSpool } from ${JSON.stringify(join(import.meta.dirname, '../../../plugins/spool/spool.ts'))};
      const spool = await openSpool({ folder: ${JSON.stringify(folder)}, limit: 1e6, now: Date.now, warn: console.error });
      for (let n = 0; ; n++) { await spool.put('entry ' + n); console.log(n); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      if (printed.split('\n').length > 20) child.kill('SIGKILL');
    });
    await once(child, 'close');
    const confirmed = printed.split('\n').slice(0, -1);
    const found = await texts(await open());
    expect(warnings).to.deep.equal([]);
    expect(found.slice(0, confirmed.length)).to.deep.equal(confirmed.map((n) => `entry ${n}`));
  });
});

describe('draining a spool', () => {
  let folder: string;
  let spool: Spool;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'watchclock-spool-'));
    spool = await openSpool({ folder, limit: 100, now: Date.now, warn: () => undefined });
    for (const text of ['a', 'b', 'c', 'd', 'e']) await spool.put(text);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('sends all in order, some at once, and forgets what was taken', async () => {
    const sent: (readonly string[])[] = [];
    await drain(
      spool,
      async (texts) => {
        sent.push(texts);
        return texts.map(() => 'taken');
      },
      { atOnce: 2 },
    );
    expect(sent).to.deep.equal([['a', 'b'], ['c', 'd'], ['e']]);
    expect(await spool.list()).to.deep.equal([]);
  });

  it('keeps what was not answered for when sending fails', async () => {
    const error = await drain(spool, async () => {
      throw new Error('nobody there');
    }).catch((reason: Error) => reason.message);
    expect(error).to.equal('nobody there');
    expect(await spool.list()).to.have.length(5);
  });

  it('sets aside what was refused and goes on', async () => {
    await drain(spool, async (texts) =>
      texts.map((text) => (text === 'b' ? { refused: 'not a letter' } : 'taken')),
    );
    expect(await spool.list()).to.deep.equal([]);
    const reasons = readdirSync(join(folder, 'aside')).filter((name) => name.endsWith('.reason'));
    expect(reasons).to.have.length(1);
    expect(readFileSync(join(folder, 'aside', reasons[0] ?? ''), 'utf8')).to.contain(
      'not a letter',
    );
  });
});
