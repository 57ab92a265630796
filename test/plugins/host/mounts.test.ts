import { expect } from 'chai';
import fc from 'fast-check';
import {
  answersItself,
  isLayer,
  isPseudo,
  isRemote,
} from '../../../plugins/host/filesystem-types.ts';
import { parseMountinfo } from '../../../plugins/host/mounts.ts';

describe('/proc/self/mountinfo', () => {
  it('is read as devices, paths and types', () => {
    const text = [
      '23 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
      '40 23 0:30 / /srv/a\\040b\\134c rw - nfs4 server:/export\\040x rw',
      '41 23 0:31 / /bare rw master:2 propagate_from:1 - tmpfs  rw',
      'nonsense',
      '',
    ].join('\n');
    expect(parseMountinfo(text)).to.deep.equal([
      { device: '/dev/vda', path: '/', type: 'ext4' },
      { device: 'server:/export x', path: '/srv/a b\\c', type: 'nfs4' },
      { device: '', path: '/bare', type: 'tmpfs' },
    ]);
  });

  it('may be anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseMountinfo(text)));
  });
});

describe('a file system', () => {
  const mount = (type: string, device = 'x') => ({ type, device, path: '/x' });

  it('is a view of the kernel, a layer, or neither', () => {
    expect(
      ['proc', 'cgroup2', 'efivarfs', 'tmpfs', 'ext4', 'squashfs'].map((type) =>
        isPseudo(mount(type)),
      ),
    ).to.deep.equal([true, true, true, false, false, false]);
    expect(['overlay', 'squashfs', 'xfs'].map((type) => isLayer(mount(type)))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('is of another machine by its device or its type', () => {
    expect(isRemote(mount('nfs4', 'server:/export'))).to.equal(true);
    expect(isRemote(mount('cifs', '//server/share'))).to.equal(true);
    expect(isRemote(mount('ext4', '//odd'))).to.equal(false);
    expect(isRemote(mount('gpfs'))).to.equal(true);
    expect(isRemote(mount('xfs', '/dev/sda1'))).to.equal(false);
  });

  it('answers by itself unless others have a say', () => {
    expect(
      ['ext4', 'tmpfs', 'proc', 'overlay'].every((type) => answersItself(mount(type))),
    ).to.equal(true);
    expect(
      ['nfs4', 'fuse.bindfs', 'fuse.snapfuse', 'autofs', 'ceph', 'new-one'].some((type) =>
        answersItself(mount(type)),
      ),
    ).to.equal(false);
  });
});
