import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { GatewayProcess } from '../../gateway/gateway-process.ts';
import { critical, get, post } from '../../gateway/web/call.ts';
import { skip } from '../../skip.ts';
import { until } from '../../until.ts';
import { type FaultyPlace, faultyPlace } from './place.ts';

describe('a gateway whose disk fails it', () => {
  let disk: string;
  let place: FaultyPlace;
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'watchclock-disk-'));
  });
  afterEach(async () => {
    await place?.remove();
    rmSync(disk, { recursive: true });
  });

  const send = (count: number, output = 'refused') => {
    const results = Array.from({ length: count }, (_, n) => critical({ service: `s${n}`, output }));
    return post(place.gateway(), '/api/v1/results', results);
  };
  const known = async () => (await get(place.gateway(), '/api/v1/incidents')).body.incidents.length;
  const logged = (words: string) =>
    until(words, () => place.gateway().log.find((line) => line.includes(words)));
  const isSafeAgain = async () => {
    await logged('the store is back');
    const { status } = await send(50);
    expect(status).to.equal(200);
    expect(await known()).to.equal(50);
    const { body } = await get(place.gateway(), '/readyz');
    expect(body).to.deep.equal({ status: 'ready' });
  };

  it('refuses while it is full, says so once, and goes on when there is room', async function () {
    if (userInfo().uid !== 0) skip(this, 'only root can mount a small disk');
    place = await faultyPlace({ store: join(disk, 'watchclock.db') });
    await place.start(onSmallDisk(disk));
    expect((await send(10)).status).to.equal(200);
    const filler = seenBy(place.gateway(), join(disk, 'filler'));
    fill(filler);
    for (let again = 0; again < 5; again++) {
      const refused = await send(50, 'long '.repeat(2_000));
      expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([503, '1']);
    }
    expect(JSON.parse(await logged('the store is away')).reason).to.contain('full');
    expect(await known()).to.equal(10);
    rmSync(filler);
    await isSafeAgain();
    expect(place.gateway().log.filter((line) => line.includes('"level":50'))).to.have.length(1);
  });

  it('refuses while nothing can be written to it, and goes on when something can', async function () {
    if (userInfo().uid !== 0) skip(this, 'only root can lift the limit of another process');
    place = await faultyPlace();
    await place.start(withoutLimitSignal);
    expect((await send(10)).status).to.equal(200);
    limitFileSize(place.gateway(), '0');
    expect((await send(50)).status).to.equal(503);
    await logged('the store is away');
    expect(await known()).to.equal(10);
    limitFileSize(place.gateway(), 'unlimited');
    await isSafeAgain();
  });

  it('does not start on one that is read-only, and says why', async function () {
    if (userInfo().uid !== 0) skip(this, 'only root can mount a disk');
    place = await faultyPlace({ store: join(disk, 'watchclock.db') });
    const start = place.start(onReadOnlyDisk(disk));
    const message = await start.then(
      () => 'it started',
      (error: Error) => error.message,
    );
    expect(message).to.match(/watchclock: .*watchclock\.db: .*(unable to open|readonly)/);
    await place.start();
    expect((await send(1)).status).to.equal(200);
  });

  it('waits while another process has the database locked, refuses after a while, and goes on by itself', async () => {
    place = await faultyPlace();
    await place.start();
    const other = new DatabaseSync(place.store);
    other.exec('begin immediate');
    const short = send(10);
    await sleep(500);
    other.exec('rollback');
    expect((await short).status).to.equal(200);
    other.exec('begin immediate');
    expect((await send(50)).status).to.equal(503);
    expect(JSON.parse(await logged('the store is away')).reason).to.contain('locked');
    other.exec('rollback');
    other.close();
    await isSafeAgain();
  });
});

/** Runs a program that sees a disk of four megabytes in a folder; nobody else does. */
function onSmallDisk(folder: string): readonly string[] {
  return inMountNamespace(`mount -t tmpfs -o size=4m tmpfs "${folder}"`);
}

function onReadOnlyDisk(folder: string): readonly string[] {
  return inMountNamespace(`mount -t tmpfs -o ro tmpfs "${folder}"`);
}

function inMountNamespace(command: string): readonly string[] {
  return ['unshare', '--mount', 'sh', '-c', `${command} && exec "$@"`, 'sh'];
}

/** A file as a process with mounts of its own sees it. */
function seenBy({ pid }: GatewayProcess, path: string): string {
  return `/proc/${pid}/root${path}`;
}

/** Leaves a few blocks, because the last ones are the file system's. */
function fill(file: string): void {
  const { bavail, bsize } = statfsSync(join(file, '..'));
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // The gateway took some of them meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** A write beyond the limit of a file's size then fails as on a disk that takes none, instead of ending the process. */
const withoutLimitSignal = [
  'perl',
  '-MPOSIX',
  '-e',
  'sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGXFSZ)); exec @ARGV',
];

function limitFileSize({ pid }: GatewayProcess, size: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${size}:unlimited`]);
}
