import { alike, type ParityTable, unlike } from './table.ts';

const usual = alike(`
  (nothing)
  -w 20% -c 10%
  -w 80% -c 10%
  -w 90% -c 80%
  -w 73% -c 10%
  -w 74% -c 10%
  -w 27% -c 26%
  -w 100% -c 100%
  -w 100%
  -w 429287000 -c 214643500
  -w 1572864000 -c 5
  -w 1572864001 -c 5
  -w 1572863999 -c 5
  -w 20% -c 30%
  -w 5 -c 6
  -w 20% -c 5
  -w 5 -c 20%
  -w 20%
  -w 500
  -c 500
  -w 101% -c 10%
  -w 20% -c 120%
  -w 0% -c 0%
  -w 0 -c 0
  -a -w 20% -c 10%
  -a -v -w 20% -c 10%
  -v -w 20% -c 10%
  20 10
  20% 10%
  -n ok -w 20% -c 10%
  -n 3 -w 20% -c 10%
  -n foo -w 20% -c 10%
  -n 4 -w 20% -c 10%
  -n OK
  --no-swap=warning -w 20% -c 10%
  --no-swap -w 20% -c 10%
  --warning 20% --critical 10% --allswaps --verbose
  --no=ok -w 5%
  -w 20% -w 500 -c 10%
  -w +5 -c 5
  -w 99999999999999999999 -c 5
  -w 101% -n x
  -n x -w 101%
  -c 101% -n 9 -w 5
  --wrong
  -n`);

const without = alike(`
  -w 20% -c 10%
  -w 500 -c 100
  -n ok -w 20% -c 10%
  -n warning -w 20% -c 10%
  -n unknown -w 20% -c 10%
  -n 1 -w 20% -c 10%
  -n OK -w 20% -c 10%
  -n critical -w 500 -c 100 -v
  -w 20% -c 10% -a -n ok`);

const exactly = alike(`
  -w 20% -c 10%
  -w 50% -c 10%
  -w 67% -c 66%
  -w 20%
  -w 500
  -w 1 -c 0`);

const limits = 'A limit that is not what it should be is a usage error that shows it.';
const fractions = 'Fractions and units of limits count.';

const better = [
  ...unlike(limits, [
    [
      '-w abc -c 5',
      /^3 check_swap: Warning should/,
      /^3 check_swap: Warning threshold be positive/,
    ],
    ['-w 5 -c abc', /^0 SWAP OK/, /^3 check_swap: Critical threshold be positive/],
    ['-w 20%x -c 10', /^0 SWAP OK/, /^3 .*Warning threshold be positive/],
    [
      '-w -5 -c -6',
      /^2 SWAP CRITICAL .*;18446744073709551611;/,
      /^3 .*Warning threshold be positive/,
    ],
  ]),
  ...unlike(fractions, [
    ['-w 10.5% -c 5%', /B;214643500;107321750;/, /B;225375675;107321750;/],
    ['-w 1G -c 1', /B;1;1;/, /^0 SWAP OK .*B;1073741824;1;/],
    ['-w 1.6G -c 1', /^0 /, /^1 SWAP WARNING/],
  ]),
  ...unlike('CRITICAL comes before WARNING, whatever the units.', [
    ['-w 1600000000 -c 80%', /^1 SWAP WARNING/, /^2 SWAP CRITICAL/],
  ]),
  ...unlike('An argument too many is a usage error that shows it.', [
    ['-w 20 % -c 10', /^0 .*B;20;0;/, /^3 check_swap: unexpected argument: "%"$/],
  ]),
  ...unlike('--io adds the pages swapped in and out per second.', [
    [
      '-w 20% -c 10% --io --interval 0.01',
      /^3 Usage:$/,
      /pages\/s out \|.* swap_in=[\d.]+ swap_out=[\d.]+$/,
    ],
  ]),
  ...unlike('--cgroup judges the swap space that a control group may use.', [
    ['-w 20% --cgroup /missing', /^3 Usage:$/, /^3 SWAP UNKNOWN - the control group \/missing /],
  ]),
  ...unlike('-t works.', [['-t 5 -w 20% -c 10%', /^3 Usage:$/, /^0 SWAP OK/]]),
  ...unlike('What -v adds stands below the status line.', [
    ['-vvv -w 20% -c 10%', /^0 Reading PROC_MEMINFO/, /^0 SWAP OK/],
  ]),
];

/** check_swap on machines with more and less swap space. */
export const tables: readonly ParityTable[] = [
  table('with 2 GiB of swap', [2096128, 1535000, 1900], [...usual, ...better]),
  table('without swap', [0, 0, 0], without),
  table('with less than a MiB of swap', [1000, 1000, 0], without),
  table('with a full swap', [2097151, 0, 0], exactly),
  table(
    'with sizes that are no whole MiB',
    [2097151, 1048575, 1023],
    [...usual, ...exactly].filter(({ line }) => !line.includes('-v')),
  ),
  table('with 8 TB of swap', [8388608000, 7388608001, 77], [...usual, ...exactly]),
];

function table(
  machine: string,
  [total, free, cached]: readonly [number, number, number],
  rows: ParityTable['rows'],
): ParityTable {
  const text = `MemTotal: 24103388 kB\nSwapCached: ${cached} kB\nSwapTotal: ${total} kB\nSwapFree: ${free} kB\n`;
  return { check: 'check_swap', machine, files: { '/proc/meminfo': text }, rows };
}
