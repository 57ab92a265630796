import type { Mount } from './mounts.ts';

/** Whether the file system is no store of files but a view of the kernel, whose size says nothing. */
export function isPseudo({ type }: Mount): boolean {
  return pseudo.has(type) || type.startsWith('cgroup');
}

/** Whether it is always full or shows the space of another one: images of packages, layers of containers. */
export function isLayer({ type }: Mount): boolean {
  return layers.has(type);
}

/** Whether it is of another machine, by the rules of GNU df: a colon in the device, a CIFS share, a cluster's type. */
export function isRemote({ device, type }: Mount): boolean {
  if (device.includes(':') || device === '-hosts') return true;
  return (device.startsWith('//') && shares.has(type)) || clusters.has(type);
}

/** Whether the kernel answers for it without asking anybody else, so that a question cannot hang. */
export function answersItself(mount: Mount): boolean {
  const { type } = mount;
  if (type === 'autofs' || type.startsWith('fuse')) return false;
  return disks.has(type) || layers.has(type) || isPseudo(mount);
}

const pseudo = new Set([
  ...['autofs', 'binfmt_misc', 'bpf', 'configfs', 'debugfs', 'devfs', 'devpts', 'efivarfs'],
  ...['fuse.gvfsd-fuse', 'fuse.lxcfs', 'fuse.portal', 'fusectl', 'hugetlbfs', 'ignore', 'kernfs'],
  ...['mqueue', 'nsfs', 'proc', 'pstore', 'rpc_pipefs', 'securityfs', 'selinuxfs', 'smackfs'],
  ...['subfs', 'sysfs', 'tracefs'],
]);

const layers = new Set(['aufs', 'erofs', 'fuse.snapfuse', 'overlay', 'squashfs']);

const disks = new Set([
  ...['bcachefs', 'btrfs', 'devtmpfs', 'exfat', 'ext2', 'ext3', 'ext4', 'f2fs', 'hfs', 'hfsplus'],
  ...['iso9660', 'jfs', 'minix', 'msdos', 'nilfs2', 'ntfs3', 'ramfs', 'reiserfs', 'tmpfs', 'udf'],
  ...['vfat', 'xfs', 'zfs'],
]);

const shares = new Set(['cifs', 'smb3', 'smbfs']);

const clusters = new Set([
  ...['acfs', 'afs', 'auristorfs', 'coda', 'fhgfs', 'gpfs', 'ibrix', 'ocfs2', 'vxfs'],
]);
