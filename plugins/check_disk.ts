import { definePlugin } from './check/plugin.ts';
import { assessDisk } from './disk/assess.ts';
import { options } from './disk/options.ts';
import { sampleDisk } from './disk/sample.ts';
import { settleDisk } from './disk/settle.ts';

/** `check_disk`: the space and the inodes of file systems. */
export const plugin = definePlugin({
  name: 'check_disk',
  summary: 'Watches the free space and the free inodes of file systems.',
  synopsis: [
    '{-w FREE | -c FREE | -W PERCENT% | -K PERCENT%}… [-g GROUP] [-p PATH | -r REGEX | -A]… [-i REGEX]… [-C …]',
    'WARNING_USED CRITICAL_USED [PATH]',
  ],
  options,
  examples: [
    {
      line: '-w 10% -c 5% -p / -p /var',
      says: 'WARNING when 10 % or less of a file system is free',
    },
    {
      line: '-w 10% -c 5% -p /tmp -C -w 100000 -c 50000 -p /data',
      says: 'Other limits, in MiB, for /data: options act in the order given',
    },
    {
      line: '-w 20% -c 10% -W 10% -K 5% -A -i ^/snap',
      says: 'All file systems but some, inodes too',
    },
    {
      line: "-w 1000 -c 500 -g oracle -r '^/oracle/data'",
      says: 'The free space of several together',
    },
  ],
  differences: [
    {
      reference:
        'hangs on a file system that does not answer, whatever -t says, and hides all others behind one that cannot be reached',
      ours: 'names it, gives it up after half of the time, and judges the others',
      why: 'one dead server must not blind the watch over all disks',
    },
    {
      reference:
        'lists views of the kernel, squashfs images and overlay layers with all file systems',
      ours: 'they must be named, by -p, -r or -N',
      why: 'they are always full or show the space of another one',
    },
    {
      reference: '-X and -N compare the type',
      ours: 'they are regular expressions that match the whole type',
      why: 'as in later versions; a plain type means the same',
    },
    {
      reference: '-p /data2 finds the file system mounted on /data when there is no other',
      ours: 'only whole parts of a path count',
      why: '/data2 lies on the file system above',
    },
    {
      reference: 'reads what is no number as 0, and takes percentages above 100',
      ours: 'both are errors',
      why: 'a limit that is silently another one does not protect',
    },
    {
      reference: 'a limit above the size of the disk becomes a number near 2^64 in the perfdata',
      ours: 'it is 0 there',
      why: 'graphs cannot be read with it',
    },
    {
      reference: 'stops reading options at the first argument that is none',
      ours: 'options may follow',
      why: 'as everywhere else',
    },
  ],
  settle: settleDisk,
  sample: sampleDisk,
  assess: assessDisk,
});
