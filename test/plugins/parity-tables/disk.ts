import { alike, type ParityTable, unlike } from './table.ts';

const units = [
  'bytes',
  'BYTES',
  'kB',
  'KiB',
  'MB',
  'MiB',
  'GB',
  'GiB',
  'TB',
  'TiB',
  'PB',
  'PiB',
  'foo',
  'KB',
  'mb',
];

const rows = [
  ...units.map((unit) => ({ line: `-w 10% -c 5% -p /mnt/a -u ${unit}` })),
  ...alike(`
  (nothing)
  --wrong
  -w 5 -c 100-g group -p /mnt/a -p /mnt/b
  -w
  # limits of space
  -w 10:5 -c 5 -p /mnt/a
  -w 80:10 -p /mnt/a
  -w 1: -p /mnt/a
  -c 1: -p /mnt/a
  -w 50%: -p /mnt/a
  -W 50: -P -p /mnt/a
  -K 1: -P -p /mnt/a
  -u x -p /mnt/a
  -w 10% -c -5 -p /mnt/a
  -w -5 -p /mnt/a
  -w -5 -c -5 /mnt/a
  -w -5: -p /mnt/a
  -w 1 -c 1 -t 99999999999 -p /mnt/a
  -w 10% -c 5% -p /mnt/a
  -w 10% -c 5% -p /mnt/a -p /mnt/b
  -w 10 -c 5 -p /mnt/a
  -w 10% -w 5 -c 5% -c 3 -p /mnt/a
  -w 70% -c 5% -p /mnt/a
  -w 71% -c 5% -p /mnt/a
  -w 69 -c 5% -p /mnt/a
  -w 70 -c 5% -p /mnt/a
  -w 71 -c 5% -p /mnt/a
  -w 10% -p /mnt/full
  -c 5% -p /mnt/full
  -w 10.5% -c 5.25% -p /mnt/a
  -w 70.5 -c 5 -p /mnt/a
  -w @10% -c 5% -p /mnt/a
  -w 10:80% -c 5% -p /mnt/a
  -w 10%:80 -c 5% -p /mnt/a
  -w ~:80 -c 5% -p /mnt/a
  -w 10% -c 15% -p /mnt/a
  -w 5 -c 15 -p /mnt/a
  -w 0% -c 0% -p /mnt/full
  -w 0 -c 0 -p /mnt/full
  -w 1 -c 1 -p /mnt/full
  -w 10 -c 5 -u kB -p /mnt/b
  -w 10 -c 5 -p /mnt/b -u kB
  -w 10% -c 5% -p /mnt/a -k
  -w 10% -c 5% -p /mnt/a -m
  -w 10% -c 5% -p /mnt/a -m -k
  -w 10% -c 5% -p /mnt/a --unit=GB
  # limits of inodes
  -W 79% -K 5% -p /mnt/a
  -W 77% -K 5% -p /mnt/a
  -W 10 -K 5 -p /mnt/a
  -W 80 -K 5 -p /mnt/a
  -W 0% -K 0% -p /mnt/a
  -W 10% -K 5% -p /mnt/b -P
  -w 10% -c 5% -W 10% -K 5% -p /mnt/b -P
  -w 10% -c 5% -p /mnt/ino -P
  -W 10% -K 5% -p /mnt/ino -P
  -w 90% -c 5% -p /mnt/ino
  -w 90% -c 5% -p /mnt/ino -v
  -P -W 10% -p /mnt/full -f
  --iwarning 1% --icritical 1% -p /mnt/a
  # what is shown
  -w 10% -c 5% -p '/mnt/c d'
  -w 10% -c 5% -p '/mnt/c d' -P
  -w 10% -c 5% -p /mnt/full
  -w 10% -c 5% -p /mnt/full -e
  -w 10% -c 5% -p /mnt/a -e
  -w 10% -c 5% -p /mnt/a -q
  -w 10% -c 5% -p /mnt/a -p /mnt/full -e
  -w 10% -c 5% -p /mnt/a -p /mnt/full -v
  -w 10% -c 5% -p /mnt/a -p /mnt/full -e -v
  -w 10% -c 5% -p /mnt/a -e -v
  -w 10% -c 5% -p /mnt/a -M
  -w 10% -c 5% -p /mnt/a -f
  -vv -w 10% -c 5% -p /mnt/a
  -t 5 -w 10% -c 5% -p /mnt/a
  -to 5 -w 10% -c 5% -p /mnt/a
  -t x -w 10% -c 5% -p /mnt/a
  -ew 10% -c 5% -p /mnt/a
  -w10% -c5% -p/mnt/a -uGB
  # paths
  -w 10% -c 5% -p /mnt/a/sub
  -w 10% -c 5% -p /mnt/a/f
  -w 10% -c 5% -p /mnt/a/
  -w 10% -c 5% -E -p /mnt/a
  -w 10% -c 5% -E -p /mnt/a/sub
  -w 10% -c 5% -E -p /mnt/a/
  -w 10% -c 5% -E -p /bob
  -w 10% -c 5% -p /mnt/a -E
  -w 10% -c 5% -p /bob
  -w 10% -c 5% -p /mnt/a/f/x
  -w 10% -c 5% -p /mnt/a -p /bob
  -w 10% -c 5% -p /mnt/a -p /bob -e
  -w 10% -c 5% -p ''
  -w 10% -c 5% -p /mnt/a -p /mnt/a
  -w 10% -c 5% -p /mnt/a -p /mnt/a/sub
  -w 10% -c 5% -p /proc
  -p /mnt/a
  -p /mnt/a -w 10% -c 5%
  -w 10% -c 5% --path=/mnt/a --part=/mnt/b
  -w 10% -c 5% --p=/mnt/a
  -w 10% -c 5% --pa=/mnt/a
  # expressions
  -w 10% -c 5% -r /mnt/data
  -w 10% -c 5% -r '/mnt/data[12]$'
  -w 10% -c 5% -R /MNT/DATA
  -w 10% -c 5% -r /MNT/DATA
  -w 10% -c 5% -r disk/data
  -w 10% -c 5% -r nosuch
  -w 10% -c 5% -r (
  -w 10% -c 5% -R [
  -w 10% -c 5% -r *
  -w 10% -c 5% -r '[b-a]'
  -w 10% -c 5% -r '[[:foo:]]'
  -w 10% -c 5% -r 'mnt/[[:alpha:]]{4}1'
  -w 10% -c 5% -r 'data{2}'
  -w 10% -c 5% -r 'mnt/a{1'
  -w 10% -c 5% -E -r 'mnt/a$'
  -w 10% -c 5% -r 'mnt/a$' -E
  -w 10% -c 5% -r 'mnt/a$' -p /mnt/b
  -r data
  -A -w 10% -c 5%
  -w 10% -c 5% -A -i '^/($|proc|sys|dev|run)'
  -w 10% -c 5% -r ^/mnt/ -i 'mnt/(full|b|c)'
  -w 10% -c 5% -i a -A
  -w 10% -c 5% -r ^/mnt/ -i .*
  -w 10% -c 5% -r ^/mnt/ -I '/MNT|^/'
  -w 10% -c 5% -p /mnt/a -p /mnt/b -i mnt/b
  -w 10% -c 5% -p /mnt/a -p /mnt/b -i devb
  -w 10% -c 5% -p /mnt/a -p /mnt/b -i .*
  -w 10% -c 5% -p /mnt/a -i (
  # groups
  -w 150 -c 100 -g data -p /mnt/data1 -p /mnt/data2
  -w 450 -c 100 -g data -p /mnt/data1 -p /mnt/data2
  -w 450 -c 401 -g data -p /mnt/data1 -p /mnt/data2
  -w 10% -c 5% -g data -r /mnt/data
  -w 90% -c 5% -g data -r /mnt/data -P
  -w 90% -c 5% -W 50% -g data -r /mnt/data -P -v
  -w 90% -c 5% -g data -r /mnt/data -M
  -w 90% -c 5% -g data -r /mnt/data -C -g x -w 1 -c 1 -p /mnt/a -p /mnt/b
  -w 90% -c 5% -g data -r /mnt/data -C -w 1 -c 1 -p /mnt/a -p /mnt/b
  -w 90% -c 5% -p /mnt/a -g data -p /mnt/b
  -g 'my group' -w 10% -c 5% -p /mnt/a
  -w 10% -c 5% -g data -p /mnt/data1 -p /mnt/data1
  -w 10% -c 5% -g data -p /mnt/data1 -X tmpfs
  -w 10% -c 5% -g data -p /mnt/data1 -x /mnt/data1
  -w 10% -c 5% -g x -r 'mnt/a$' -g y
  # the order of options
  -w 10% -c 5% -p /mnt/a -C -w 50% -c 40% -p /mnt/b
  -w 10% -c 5% -p /mnt/b -p /mnt/a -w 90% -p /mnt/b
  -w 10% -c 5% -p /mnt/a -p /mnt/b -i a$ -w 20 -p /mnt/a
  -w 10% -c 5% -C -w 90% -c 80% -p /mnt/a -N tmpfs -x /mnt/b
  -w 10% -c 5% -p /mnt/a -C -N tmpfs
  -w 10% -c 5% -C -N tmpfs
  -w 10% -c 5% -p /mnt/a -C -w 5% -i a -p /mnt/b
  # all of them
  -w 10% -c 5% -N tmpfs
  -w 10% -c 5% -N tmpfs -e
  -w 10% -c 5% -N tmpfs -l
  -w 10% -c 5% -N tmpfs -L
  -w 10% -c 5% -N tmpfs -x /mnt/a
  -w 10% -c 5% -N tmpfs -x deva -x /mnt/b
  -w 10% -c 5% -N tmpfs -P
  -g one -w 10% -c 5% -r ^/mnt/
  -w 10% -c 5% -N nosuch
  -w 10% -c 5% -p /mnt/a -x /mnt/a
  -w 10% -c 5% -p /mnt/a -X tmpfs
  -w 10% -c 5% -p /mnt/a -N ext4
  # the old form
  80 90 /mnt/a
  20 90 /mnt/a
  30 90 /mnt/a
  29 30 /mnt/a
  10 20 /mnt/a
  80 /mnt/a
  0 0 /mnt/a
  100 100 /mnt/a
  90 80 /mnt/a
  -w 10% -c 5% /mnt/a
  -w 10% -c 5% 80 90 /mnt/a
  -w 10% 80 90 /mnt/a
  -W 10% /mnt/a
  -w 10% -c 5% -p /mnt/a extra
  -w 10% -c 5% -p /mnt/a 20 90`),
];

const limits = 'A limit that is not what it should be is a usage error that shows it.';
const tooLarge = 'A limit above the size of the disk is 0 in the perfdata.';

const better = [
  ...unlike(limits, [
    ['-w abc -p /mnt/a', /^0 DISK OK/, /^3 --warning: not a limit of free space .*: "abc"$/],
    ["-w '' -p /mnt/a", /^1 DISK WARNING/, /^3 --warning: .*: ""$/],
    ['-W abc -p /mnt/a', /^0 DISK OK/, /^3 --iwarning: .*: "abc"$/],
  ]),
  ...unlike('A percentage above 100 is a usage error.', [
    ['-w 200% -p /mnt/a', /^1 DISK WARNING/, /^3 --warning: more than 100 %: "200%"$/],
    ['101 200 /mnt/a', /^0 DISK OK/, /^3 warning: not a percentage: "101"$/],
  ]),
  ...unlike(tooLarge, [
    ['-w 500 -p /mnt/b', /B;18446744073\d{9};;/, /^1 DISK WARNING .*B;0;;0;52428800$/],
    ['-w 10 -c 5 -u GB -p /mnt/b', /;1844674406\d{10};/, /=0B;0;0;0;0$/],
  ]),
  ...unlike('Only whole parts of a path count when -p looks for its file system.', [
    ['-w 10% -p /mnt/ab', /\/mnt\/a 70MiB/, /space: \/mnt \d+MiB/],
  ]),
  ...unlike('-p takes any device as the list of mounts writes it.', [
    ['-w 10% -p deva', /^2 DISK CRITICAL - deva is not accessible/, /\/mnt\/a 70MiB/],
  ]),
  ...unlike('-X and -N are regular expressions that match the whole type.', [
    [
      '-w 10% -c 5% -N t.*fs -r mnt/a$',
      /^3 DISK UNKNOWN/,
      /^0 DISK OK - free space: \/mnt\/a 70MiB/,
    ],
    ['-w 10% -X tm[p]fs -p /mnt/a', /^0 DISK OK/, /^3 DISK UNKNOWN - free space:$/],
    [
      '-w 10% -X ( -p /mnt/a',
      /^0 DISK OK/,
      /^3 DISK UNKNOWN: Could not compile regular expression/,
    ],
  ]),
  ...unlike('--ignore-missing passes over paths that are not there.', [
    [
      '-w 10% --ignore-missing -p /mnt/a -p /bob',
      /^3 Unknown argument$/,
      /^0 DISK OK - free space: \/mnt\/a 70MiB .* - ignored paths: \/bob;\|/,
    ],
  ]),
  ...unlike(
    '--forecast warns before a disk is full, and --mount-timeout says how long to wait for one.',
    [['-w 10% -p /mnt/a --forecast 3 --mount-timeout 2', /^3 Unknown argument$/, /^0 DISK OK/]],
  ),
  ...unlike('Options may follow arguments.', [
    ['-w 10% /mnt/a -u kB', /\/mnt\/a 70MiB/, /\/mnt\/a 71680kiB/],
    ['80 90 -u kB /mnt/a', /^2 DISK CRITICAL - -u is not accessible/, /\/mnt\/a 71680kiB/],
    [
      '80 90 -p /mnt/a',
      /^2 DISK CRITICAL - -p is not accessible/,
      /^3 DISK UNKNOWN: Must set a threshold value before using -p$/,
    ],
  ]),
  ...unlike('An argument too many is a usage error that shows it.', [
    ['80 90 /mnt/a /mnt/b', /^0 DISK OK/, /^3 check_disk: unexpected argument: "\/mnt\/b"$/],
  ]),
  ...unlike('-t must be a positive number.', [
    [
      '-t 0 -w 10% -p /mnt/a',
      /^0 DISK OK/,
      /^3 check_disk: Timeout interval must be a positive integer - 0$/,
    ],
  ]),
  ...unlike('What -v adds stands below the status line.', [
    ['-vvv -w 10% -p /mnt/a', /^0 calling stat on/, /^0 DISK OK/],
  ]),
];

const oddRows = alike(`
  -w 10% -c 5% -p /mnt/small
  -w 10% -c 5% -p /mnt/small -f
  -w 10 -c 5 -W 50% -K 10% -p /mnt/small -P
  -w 10% -c 5% -W 50% -p /mnt/small -u bytes -P -f
  40 50 /mnt/small
  60 70 /mnt/small
  -w 10% -c 5% -p /mnt/over
  -w 10% -c 5% -N overlay
  -w 10% -c 5% -r over
  -w 10% -c 5% -A -x / -x /dev -i over -i it`);

const oddBetter = [
  ...unlike('A quote in a label is doubled.', [
    ['-w 10% -p "/mnt/it\'s"', /'\/mnt\/it's'=/, /'\/mnt\/it''s'=/],
  ]),
  ...unlike('Views of the kernel, images and layers are checked when -p, -r or -N names them.', [
    ['-w 10% -x /', / \/mnt\/over \d+MiB/, /^(?!.* \/mnt\/over ).* \/mnt\/a \d+MiB/],
  ]),
  ...unlike('Percentages of a group are those of its bytes.', [
    ['-w 10% -g both -p /mnt/small -p /mnt/a', /both \d+MiB \([67]\d%/, /both \d+MiB \(8\d%/],
  ]),
];

/** Other file systems of this kind would come and go, or grow, between two questions. */
const clear = `awk '$3 == "tmpfs" {print $2}' /proc/self/mounts | while read -r path; do umount -l "$path" || :; done`;

const mount = (size: string, inodes: number, device: string, path: string) =>
  `mkdir "${path}" && mount -t tmpfs -o size=${size},nr_inodes=${inodes} ${device} "${path}"`;

/** check_disk with file systems in memory, each of its own kind of fullness. */
export const tables: readonly ParityTable[] = [
  {
    check: 'check_disk',
    machine: 'with many small file systems',
    commands: [
      clear,
      'mount -t tmpfs -o size=60m tmpfs /mnt',
      mount('100m', 100, 'deva', '/mnt/a'),
      mount('50m', 50, 'devb', '/mnt/b'),
      mount('10m', 20, 'devc', '/mnt/c d'),
      mount('1m', 20, 'devfull', '/mnt/full'),
      mount('10m', 0, 'devino', '/mnt/ino'),
      mount('200m', 1000, '/disk/data1', '/mnt/data1'),
      mount('300m', 1000, '/disk/data2', '/mnt/data2'),
      'mkdir /mnt/ab /mnt/a/sub',
      'head -c 30m /dev/zero > /mnt/a/f && for i in $(seq 19); do : > /mnt/a/$i; done',
      'head -c 20000000 /dev/zero > /mnt/b/f && for i in $(seq 44); do : > /mnt/b/$i; done',
      'head -c 1048576 /dev/zero > /mnt/full/f',
      'head -c 100m /dev/zero > /mnt/data1/f',
      'head -c 3m /dev/zero > /mnt/ino/f',
    ],
    rows: [...rows, ...better],
  },
  {
    check: 'check_disk',
    machine: 'with odd file systems',
    commands: [
      clear,
      'mount -t tmpfs -o size=60m tmpfs /mnt',
      mount('100m', 100, 'deva', '/mnt/a'),
      mount('20m', 30, 'devits', "/mnt/it's"),
      'mkdir /mnt/low /mnt/up /mnt/work /mnt/over /mnt/small',
      'mount -t overlay overlay -o lowerdir=/mnt/low,upperdir=/mnt/up,workdir=/mnt/work /mnt/over',
      'truncate -s 40m /mnt/image && mke2fs -q -t ext2 -b 1024 -m 5 /mnt/image',
      'mount -o loop /mnt/image /mnt/small && head -c 20m /dev/zero > /mnt/small/f',
    ],
    rows: [...oddRows, ...oddBetter],
  },
];
