import { definePlugin } from './check/plugin.ts';
import { assessDisk } from './disk/assess.ts';
import { differences } from './disk/differences.ts';
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
  misread: 'Unknown argument',
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
  perfdata: [
    {
      label: 'PATH',
      says: 'Bytes used, with limits of use that come from those of free space, and the size as the maximum.',
    },
    { label: 'PATH (inodes)', says: 'With -P: inodes used.' },
  ],
  differences,
  settle: settleDisk,
  sample: sampleDisk,
  assess: assessDisk,
});
