import { argumentDifference, limitDifference } from '../check/common-differences.ts';
import type { Difference } from '../check/manual.ts';

/** Where check_disk deliberately does not do what the reference does. */
export const differences: readonly Difference[] = [
  limitDifference,
  argumentDifference,
  {
    reference:
      'A file system that does not answer hangs the check, whatever -t says; one that cannot be reached hides all others.',
    ours: 'A file system that does not answer is named and given up in time, and the others are judged.',
    why: 'One dead server must not blind the watch over all disks.',
  },
  {
    reference:
      'Views of the kernel, squashfs images and overlay layers are checked with all file systems.',
    ours: 'Views of the kernel, images and layers are checked when -p, -r or -N names them.',
    why: 'They are always full or show the space of another one.',
  },
  {
    reference: '-X and -N compare the type.',
    ours: '-X and -N are regular expressions that match the whole type.',
    why: 'So they are in later versions; a plain type means the same.',
  },
  {
    reference: '--ignore-missing is unknown.',
    ours: '--ignore-missing passes over paths that are not there.',
    why: 'It is there in later versions; one command definition serves several kinds of machines.',
  },
  {
    reference: '--forecast and --mount-timeout are unknown.',
    ours: '--forecast warns before a disk is full, and --mount-timeout says how long to wait for one.',
    why: 'A limit of free space comes too late where it fills fast, and too early where it does not.',
  },
  {
    reference: '-p /data2 finds the file system mounted on /data.',
    ours: 'Only whole parts of a path count when -p looks for its file system.',
    why: '/data2 lies on the file system above.',
  },
  {
    reference: '-p with a device finds it only if there is a file of that name.',
    ours: '-p takes any device as the list of mounts writes it.',
    why: 'Its help says so.',
  },
  {
    reference: 'A percentage above 100 is taken.',
    ours: 'A percentage above 100 is a usage error.',
    why: 'It can never be free or used.',
  },
  {
    reference: 'A limit above the size of the disk is a number near 2^64 in the perfdata.',
    ours: 'A limit above the size of the disk is 0 in the perfdata.',
    why: 'Graphs cannot be read with it.',
  },
  {
    reference: 'A quote in a path breaks the label in the perfdata.',
    ours: 'A quote in a label is doubled.',
    why: 'The guidelines of the plugins say so.',
  },
  {
    reference: 'Percentages of a group add up blocks of different sizes.',
    ours: 'Percentages of a group are those of its bytes.',
    why: 'A block of 512 bytes is not one of 4096.',
  },
  {
    reference:
      'Options after the first argument that is none are not read; one that stands for a path is taken for it.',
    ours: 'Options may follow arguments.',
    why: 'They may everywhere else.',
  },
  {
    reference: '-t 0 and negative numbers are taken and mean nothing.',
    ours: '-t must be a positive number.',
    why: 'Its own message says so.',
  },
];
