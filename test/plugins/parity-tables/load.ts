import { alike, type ParityTable, unlike } from './table.ts';

const rows = alike(`
  (nothing)
  -w 5 -c 10
  -w 5,4,3 -c 10,9,8
  -w 5,4,3 -c 10,9,8 -r
  -w 5
  -c 5
  -w 5 -c 3
  -w 1,2,3 -c 2,1,5
  -w 1, -c 9
  -w ,1 -c 9
  -w abc -c 9
  -w 0.001 -c 9
  -w 0 -c 0
  -w 0,0,0 -c 0,0,0
  -w -1 -c 9
  -w 1 -c -9
  -w 1e3 -c 1e4
  -w .5 -c 5.
  -w 5 -c 10 -n 0
  -w5,4 -c9,1
  -rw1 -c2
  -r -w 0.3 -c 0.4
  -r -w 0.1 -c 0.2
  -w 0.52 -c 1
  -w 0.51 -c 1
  -w 0.52,0.40 -c 1
  --percpu --warning 5 --critical=6
  --per -w 1 -c 2
  --procs=0 -w 5 -c 6
  -w 100 -c 100,110
  -w 5 -c 6 -w 7 -c 8`);

const limits = 'A limit that is not what it should be is a usage error that shows it.';

const better = [
  ...unlike('The old form WARNING CRITICAL works.', [
    ['100 200', /^2 LOAD CRITICAL/, /^0 LOAD OK .*;100\.000;200\.000;/],
    ['-w 100 200', /^3 Parameter inconsistency/, /^0 LOAD OK .*;100\.000;200\.000;/],
  ]),
  ...unlike('A missing limit repeats the last, also in 1,,3.', [
    ['-w 100,,300 -c 900', /load5=[^ ]*;0\.000;/, /load5=[^ ]*;100\.000;/],
  ]),
  ...unlike('A wrong critical limit is called a critical threshold.', [
    ['-w 1 -c abc', /^3 Warning threshold must/, /^3 Critical threshold must/],
  ]),
  ...unlike(limits, [
    ['-w 100x -c 900', /^0 LOAD OK/, /^3 Warning threshold must be float or float triplet!$/],
    ['-w 100,200,300,400 -c 900', /^0 LOAD OK/, /^3 Warning threshold must/],
    ['-w 100 -c 900 -n x', /^0 LOAD OK/, /^3 --procs-to-show: not a whole number: "x"$/],
  ]),
  ...unlike('An argument too many is a usage error that shows it.', [
    ['-w 100, 50 -c 900', /^0 LOAD OK/, /^3 check_load: unexpected argument: "50"$/],
  ]),
  ...unlike('--psi adds how much tasks wait for processors, with limits of its own.', [
    [
      '-w 100 -c 900 --psi',
      /^3 Usage:$/,
      /^0 LOAD OK .* - CPU pressure: .* cpu_pressure10=[\d.]+%;;;0;100 /,
    ],
    ['-w 100 -c 900 --psi-warning 100', /^3 Usage:$/, /cpu_pressure10=[\d.]+%;100;;0;100 /],
  ]),
  ...unlike('-t works.', [['-w 100 -c 900 -t 5', /^3 Usage:$/, /^0 LOAD OK/]]),
  ...alike(`
    --p
    -Q
    -w
    --percpu=5 -w 1 -c 2
  `),
  ...unlike('--version and --help begin with the name and version of watchclock.', [
    ['-V', /^3 check_load v2\.3\.3/, /^3 check_load v\d+\.\d+\.\d+ \(watchclock /],
    ['-h', /^3 check_load v2\.3\.3/, /^3 check_load v\d+\.\d+\.\d+ \(watchclock /],
  ]),
];

const withFiles = [
  ...alike(`
    --extra-opts=@/mnt/plugins.ini
    --extra-opts @/mnt/plugins.ini
    --extra-opts=@/mnt/plugins.ini -w 3
    --extra-opts=other@/mnt/plugins.ini
    --extra-opts=twice@/mnt/plugins.ini
    --extra-opts=both@/mnt/plugins.ini --extra-opts=other@/mnt/plugins.ini
    --extra-opts=bad@/mnt/plugins.ini
    --extra-opts=nope@/mnt/plugins.ini
    --extra-opts=@/mnt/nowhere
    --extra-opts`),
  ...unlike('One-letter keys in the file of --extra-opts are the short options.', [
    [
      '--extra-opts=letters@/mnt/plugins.ini',
      /^3 Warning threshold/,
      /^0 LOAD OK .*scaled_load1=[^ ]*;5\.000;6\.000;/,
    ],
  ]),
];

const ini = `# options of made-up services
[check_load]
warning=1,2,3
critical = 9
percpu=

[ other ]
warning=4
critical=9
[twice]
warning=4
warning=5
critical=9
[both]
percpu=
[bad]
foo
[letters]
w=5
c=6
r=
`;

/** check_load on quiet, ordinary and busy machines. */
export const tables: readonly ParityTable[] = [
  table('with little load', '0.52 0.41 0.33 1/234 5678\n', [...rows, ...better]),
  table('with much load', '12.25 7.13 0.05 1/234 5678\n', rows),
  table('with figures halfway between two', '0.25 0.35 1.25 1/234 5678\n', rows),
  table('without any load', '0.00 0.00 0.00 1/234 5678\n', rows),
  {
    ...table('with options in a file', '0.52 0.41 0.33 1/234 5678\n', withFiles),
    commands: [
      'mount -t tmpfs tmpfs /mnt',
      `echo ${Buffer.from(ini).toString('base64')} | base64 -d > /mnt/plugins.ini`,
    ],
  },
];

function table(machine: string, loadavg: string, all: ParityTable['rows']): ParityTable {
  return { check: 'check_load', machine, files: { '/proc/loadavg': loadavg }, rows: all };
}
