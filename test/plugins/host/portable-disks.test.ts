import { readFileSync, statfsSync } from 'node:fs';
import { expect } from 'chai';
import { parseMountinfo } from '../../../plugins/host/mounts.ts';
import { portableDisks, portableUsage } from '../../../plugins/host/portable-disks.ts';

describe('the portable source of disk facts', () => {
  // A RAM disk that nobody writes to during a test: other file systems change between two questions.
  const still = '/sys/fs/cgroup';

  it('says the same as the system itself', async () => {
    const path = parseMountinfo(readFileSync('/proc/self/mountinfo', 'utf8')).some(
      (mount) => mount.path === still && mount.type === 'tmpfs',
    )
      ? still
      : '/';
    const found = await portableUsage(path);
    const { bsize, blocks, bavail } = statfsSync(path);
    expect(found?.[0]).to.equal(path);
    expect(found?.[1].blocks).to.equal(bsize * blocks);
    expect(found?.[1].available).to.be.closeTo(bsize * bavail, 64 * 1024 * 1024);
  });

  it('names the mount points that paths are on, and none for a path that is not there', async () => {
    const disks = await portableDisks(['/usr/bin', '/nowhere/at/all']);
    expect(disks.mounts[0]).to.include({ type: 'unknown' });
    const question = { path: '/', mountPath: '/no-mount', pathMayHang: false, mountMayHang: false };
    expect(await disks.askUsage(question)).to.include({ kind: 'refused', missing: true });
  });
});
