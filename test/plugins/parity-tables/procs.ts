import { alike, type ParityTable, unlike } from './table.ts';

/** A recorded list of made-up processes; the last lines are odd ones. */
const list = `STAT   UID   PID  PPID    VSZ   RSS %CPU     ELAPSED COMMAND         COMMAND
Ss       0 4194399     0 168324 12960  0.0  3-04:05:06 systemd         /sbin/init
S        0 4194400     0      0     0  0.0  3-04:05:06 kthreadd        [kthreadd]
I<       0 4194401 4194400      0     0  0.0  3-04:05:06 kworker/R-netns [kworker/R-netns]
I        0 4194402 4194400      0     0  0.1  3-04:05:06 kworker/0:1-eve [kworker/0:1-events]
Ss       1 4194403     1   5000  2000  1.5    04:05:06 sshd            sshd: /usr/sbin/sshd -D
S       33 4194404     1 900000 90000 10.5       05:06 apache2         /usr/sbin/apache2 -k start
S       33 4194405 4194404 900000 80000  0.7       05:06 apache2         /usr/sbin/apache2 -k start
Z       33 4194406 4194404      0     0  0.0       00:01 apache2         [apache2] <defunct>
Zs       0 4194407     1      0     0  0.0       00:01 <defunct>
Sl    1000 4194408     1 4000000 1500000 99.9 10-00:00:00 java       java -jar /opt/shop one.jar | two
R+    1000 4194409 4194408   1000   500  0.0       00:00 my prog         my prog --with  two  blanks
D        5 4194410     1   1000   500  0.71      00:59 /usr/bin/shop/till till --open
T       -2 4194411     1   1000   500  0.70      00:59 stopped         stopped
S        0 4194412     1   1000   500  0.0       00:59 noargs
S        0 4194413     1   1000   500  0.0       00:59 check_procs     check_procs -w 1
S   4294967294 4194414     1   1000   500  0.0       00:59 nobody          nobody
`;

const recorded = '--input-file=/mnt/ps';

const filters = [
  ...['S', 'Ss', 'Z', 'ZS', 's', 'I -s S', "''"].map((state) => `-s ${state}`),
  ...['1', '0', '-1', 'x', '1x', '4194404'].map((pid) => `-p ${pid}`),
  ...['0', 'root', 'www-data', '33', '-2', 'no-such-user', '99999'].map((user) => `-u ${user}`),
  ...[
    'apache2',
    'apache',
    "''",
    'till',
    'apache2 -C sshd',
    'kworker',
    'R-netns',
    '0:1-eve',
    'my',
    'noargs',
  ].map((name) => `-C ${name}`),
  ...['java', 'JAVA', "'two  blanks'", "'blanks '", "''", 'sshd -a java'].map(
    (text) => `-a ${text}`,
  ),
  ...['apache|java', '^java', '(', '', 'shop|till', '[[:digit:]]'].map(
    (regex) => `--ereg-argument-array=${regex}`,
  ),
  ...['900000', '0', 'x', '-1'].map((size) => `-z ${size}`),
  ...['80000', 'x'].map((size) => `-r ${size}`),
  ...['0.71', '0.70', '0.7', '1', 'x', '-1'].map((share) => `-P ${share}`),
  '-p 1 -u 0 -s S',
  '-P 3 -r 2 -z 1',
  '-s S -p 1 -u 0 -C apache2 -a x --ereg-argument-array=y -z 1 -r 2 -P 3.456',
  '--status=S',
  '--stat=S',
  '--ppid 1',
  '--command sshd --argument-array=sshd',
  '--user=root',
  '--a=sshd',
  '-p 1 -p 0',
  '-u root -s S -u 33',
  '-z 1 -r 1 -z 900000 -r 5',
  '-P 1 -P 0.5',
  '--ereg-argument-array=java --ereg-argument-array=shop',
  '-w 10:5',
  '-c -5',
  '-t 99999999999',
  '-z x -p x',
  '-p x -z x',
  '-m FOO -u no-such-user',
  '-m FOO -w 10:5',
  '-P x -m FOO',
  '-t x -m FOO',
  '-m',
];

const limits = [
  '-w 5',
  '-w 5 -c 10',
  '-w 100 -c 200',
  '-w 5: -c 3:',
  '-c 14',
  '-w @5:20',
  '-w 5.5',
  '5',
  '5 10',
  '100 200',
  '100 200 Z',
  '-w 5 10',
  '-w 5 -c 10 S',
  '-C nosuch',
  '-C nosuch -c 1:',
  '-w 1 -c 1 -C sshd',
  '-c 2:2 -C apache2',
  '-w ~:3 -c @9',
];

const metrics = [
  '-m VSZ -w 1000000',
  '-m VSZ -w 1000000 -v',
  '-m RSS -w 80000 -c 1000000',
  '-m RSS -w 80000 -c 1000000 -v',
  '-m CPU -w 1 -c 50 -v',
  '-m CPU -w 0.7 -v',
  '-m ELAPSED -w 86400 -c 864000',
  '-m ELAPSED -c 863999',
  '-m ELAPSED -w 300 -v',
  '-m PROCS -w 5',
  '-m FOO',
  '-m vsz',
  '-m VSZ -c 1: -v',
  '-m VSZ',
  '-m VSZ -C nosuch -w 5',
  '-m CPU -w 5 -u 33 -C apache2',
  '--me=VSZ --war=5',
  '-v',
  '-T',
  '-T -w 5',
  '--traditional',
  '-t 5',
  '-to 5',
  '-t x',
  '',
];

const rows = [
  ...[...filters, ...limits, ...metrics].map((line) => ({ line: `${recorded} ${line}`.trim() })),
  ...alike(`
    --input-file=/mnt/nowhere
    --input-file=/mnt/empty
    --input-file=/mnt/head`),
];

const better = [
  ...unlike('A limit that is not what it should be is a usage error that shows it.', [
    [`${recorded} -w abc`, /^1 PROCS WARNING/, /^3 --warning: not a threshold range: "abc"$/],
    [`${recorded} -w ''`, /^0 PROCS OK/, /^3 --warning: not a threshold range: ""$/],
    [`${recorded} -P 1.5.5`, /^0 PROCS OK/, /^3 check_procs: PCPU must be a float!$/],
  ]),
  ...unlike('An argument too many is a usage error that shows it.', [
    [`${recorded} 100 200 Z extra`, /^0 PROCS OK/, /^3 check_procs: unexpected argument: "extra"$/],
  ]),
  ...unlike('-k leaves out the children of kthreadd and nothing else.', [
    [`${recorded} -k`, /^0 PROCS OK: 13 /, /^0 PROCS OK: 14 /],
    [
      `${recorded} -k -C systemd`,
      /^0 PROCS OK: 0 /,
      /^0 PROCS OK: 1 process with command name 'systemd'/,
    ],
  ]),
  ...unlike('--no-kthreads is the long name of -k.', [
    [`${recorded} --no-kthreads`, /^3 Usage:$/, /^0 PROCS OK: 14 /],
  ]),
  ...unlike('--state is a long name of -s, beside --status.', [
    [`${recorded} --state=Z`, /^3 Usage:$/, /^0 PROCS OK: 2 processes with STATE = Z/],
  ]),
  ...unlike('-X leaves programs out.', [
    [
      `${recorded} -X apache2,java`,
      /^3 Usage:$/,
      /^0 PROCS OK: 12 processes with exclude progs 'apache2,java'/,
    ],
  ]),
  ...unlike('-u with an empty text is a user that does not exist.', [
    [
      `${recorded} -u ''`,
      /^0 PROCS OK: 7 processes with UID = 0 \(root\)/,
      /^3 check_procs: User name was not found - $/,
    ],
  ]),
  ...unlike('A | in a text is replaced by a comma.', [
    [
      `${recorded} -a '| two'`,
      /^0 PROCS OK: 1 process with args '\| two'/,
      /^0 PROCS OK: 1 process with args ', two' \| procs=1;/,
    ],
  ]),
  ...unlike('-t must be a positive number.', [
    [
      `${recorded} -t 0`,
      /^0 PROCS OK/,
      /^3 check_procs: Timeout interval must be a positive integer - 0$/,
    ],
  ]),
  ...unlike('What -v adds stands below the status line.', [
    ['--input-file=/mnt/odd -v', /^0 Not parseable: /, /^0 PROCS OK: 1 process\b/],
    [`${recorded} -vv -C sshd`, /^0 CMD: /, /^0 PROCS OK: 1 process\b/],
  ]),
  ...unlike('--cgroup, --container and --exactly-one choose processes.', [
    [
      `${recorded} --cgroup /x.slice`,
      /^3 Usage:$/,
      /^0 PROCS OK: 0 processes with cgroup '\/x\.slice'/,
    ],
    [`${recorded} --container abc`, /^3 Usage:$/, /^0 PROCS OK: 0 processes with container 'abc'/],
    [
      `${recorded} --exactly-one 'root:^/sbin/init$'`,
      /^3 Usage:$/,
      /^0 PROCS OK: 1 process with UID = 0 \(root\), regex args/,
    ],
  ]),
  ...unlike('The processes are read from /proc; nothing that the check starts is counted.', [
    ['-C ps -c 0', /^2 PROCS CRITICAL: 1 process/, /^0 PROCS OK: 0 processes/],
  ]),
  ...unlike(
    'Of several wrong options the first is named, and a user that does not exist after all others.',
    [
      [
        `${recorded} -u no-such-user -m FOO`,
        /^3 check_procs: User name was not found - no-such-user$/,
        /^3 check_procs: Metric must be one of/,
      ],
      [
        `${recorded} -w 10:5 -m FOO`,
        /^3 check_procs: Metric must be one of/,
        /^3 Range format incorrect$/,
      ],
    ],
  ),
  ...unlike('-C takes, and -v shows, the whole name of a program of this machine.', [
    ["-C 'two words'", /^0 PROCS OK: 0 /, /^0 PROCS OK: 1 process with command name 'two words'/],
    ["-m VSZ -w 1 -a 'two words' -v", / \[two\] \|/, / \[two words\] \|/],
  ]),
];

const file = (path: string, text: string) =>
  `echo ${Buffer.from(text).toString('base64')} | base64 -d > ${path}`;

/** check_procs with recorded lists, and with the processes of this machine where they are known. */
export const tables: readonly ParityTable[] = [
  {
    check: 'check_procs',
    machine: 'with recorded processes',
    commands: [
      'mount -t tmpfs tmpfs /mnt',
      file('/mnt/ps', list),
      file('/mnt/empty', ''),
      file('/mnt/head', list.slice(0, list.indexOf('\n') + 1)),
      file('/mnt/odd', `${list.split('\n', 2).join('\n')}\nnonsense\n`),
      "cp /bin/sleep '/mnt/two words' && { '/mnt/two words' 60 > /dev/null 2>&1 & }",
    ],
    rows: [...rows, ...better],
  },
];
