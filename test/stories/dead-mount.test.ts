import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { peer } from '../peers/peer.ts';
import { skip } from '../skip.ts';

describe('a file system that does not answer', () => {
  let seen: {
    readonly reference: string | null;
    readonly command: { readonly status: number; readonly output: string };
    readonly resident: readonly { readonly output: string }[];
    readonly stillReads: boolean;
    readonly revived: { readonly status: string; readonly output: string };
  };

  before(function () {
    const programs = [peer(this, 'bindfs'), peer(this, 'check_disk')];
    if (process.getuid?.() !== 0) skip(this, 'only root can make a mount namespace');
    const folder = mkdtempSync(join(tmpdir(), 'watchclock-dead-'));
    const inside = [
      '-m',
      process.execPath,
      'test/stories/dead-mount.inside.ts',
      ...programs,
      folder,
    ];
    const { stdout, stderr } = spawnSync('/usr/bin/unshare', inside, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout, stderr).not.to.equal('');
    seen = JSON.parse(stdout);
  });

  it('hangs the reference beyond its time-out', () => {
    expect(seen.reference).to.equal('SIGKILL');
  });

  it('is named by the command, which ends and judges the others', () => {
    expect(seen.command.status).to.equal(2);
    expect(seen.command.output).to.match(
      /^DISK CRITICAL - \S+\/dead does not answer \(waited 1\.5 seconds\) - free space: \S+\/alive 10MiB \(100% inode=\d+%\);\| \S+\/alive=0B;/,
    );
  });

  it('takes nothing from a process that stays, however often it is asked', () => {
    expect(seen.resident).to.have.length(8);
    for (const { output } of seen.resident) expect(output).to.contain('/dead does not answer');
    expect(seen.stillReads).to.equal(true);
  });

  it('is judged again as soon as it answers', () => {
    expect(seen.revived.output).to.match(
      /^DISK \w+ - free space: \S+\/alive 10MiB .* \S+\/dead \d+MiB /,
    );
  });
});
