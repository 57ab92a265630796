import { utmpFile } from '../utmp-file.ts';
import { alike, type ParityTable, unlike } from './table.ts';

const rows = alike(`
  -w 5 -c 10
  -w 10:5 -c 3
  -w 5 -c -3
  -w
  --wrong
  5 10
  -w 0 -c 0
  -w 1 -c 3
  -w 2 -c 2
  -w 1 -c 2
  -w 1: -c 2:
  -w 3: -c 1:
  -w @0:1 -c 5
  -w @0 -c @0
  -w @2 -c @3:9
  -w 5 10
  -c 10 5
  -w 5: -c 3
  -w 1.5 -c 2.5
  --warn=5 --crit=7
  -w -5:10 -c 4
  -w5 -c6
  -c 5 -w 6 -w 7
  -v -w 5 -c 6
  -- 5 10
  -w :5 -c :6
  -w ~:5 -c ~:10
  1000 1000
  0 0
  -w 0:1000 -c 0:1000
  -w 0:0 -c 0:0`);

const better = [
  ...unlike('One limit is enough.', [
    ['-w 5', /^SIGSEGV $/, /^0 USERS OK - \d users currently logged in \|users=\d;5;;0$/],
    ['-c 5', /^SIGSEGV $/, /^0 USERS OK .*\|users=\d;;5;0$/],
    ['5', /^SIGSEGV $/, /^0 USERS OK .*\|users=\d;5;;0$/],
  ]),
  ...unlike('A limit that is not what it should be is a usage error that shows it.', [
    ['-w abc -c 5', /^\d USERS .*;abc;5;0$/, /^3 --warning: not a threshold range: "abc"$/],
    ['-w 2% -c 3', /^\d USERS .*;2%;3;0$/, /^3 --warning: not a threshold range: "2%"$/],
    ["-w '' -c 5", /^\d USERS .*;;5;0$/, /^3 --warning: not a threshold range: ""$/],
  ]),
  ...unlike('A | in a text is replaced by a comma.', [
    ["-w 5 -c '9|x=1'", /;9\|x=1;0$/, /^3 --critical: not a threshold range: "9,x=1"$/],
  ]),
  ...unlike('An argument too many is a usage error that shows it.', [
    ['5 10 15', /^0 USERS OK/, /^3 check_users: unexpected argument: "15"$/],
  ]),
  ...unlike('Without limits the first line says that there are none.', [
    ['', /^3 $/, /^3 check_users: Could not parse arguments$/],
  ]),
  ...unlike('--exclude-user leaves users out, and --list names the others.', [
    ['-w 0 -c 9 --exclude-user alice', /^3 Usage:$/, /^0 USERS OK - 0 users/],
    ['-w 5 -c 9 --list', /^3 Usage:$/, /^0 USERS OK - 2 users/],
  ]),
  ...unlike('-t works.', [['-w 5 -c 6 -t 3', /^3 Usage:$/, /^0 USERS OK/]]),
];

const ghosts = unlike('An entry of utmp counts while its process is there.', [
  ['-w 2 -c 9', /^1 USERS WARNING - 3 users/, /^0 USERS OK - 2 users/],
]);

const session = ['USER=alice', 'TTY=pts/0', 'CLASS=user', 'STATE=active'].join('\\n');
const logind = unlike('Where systemd runs, systemd-logind says who is logged in.', [
  ['-w 0 -c 9', /^0 USERS OK - 0 users/, /^1 USERS WARNING - 1 users/],
]);

/** Process 1 is on every machine; the other one cannot be. */
const login = { type: 7, pid: 1, terminal: 'pts/0', user: 'alice' };
const others = [
  { type: 2, pid: 0, terminal: '~', user: 'reboot' },
  { type: 6, pid: 1, terminal: 'tty1', user: 'LOGIN' },
  { type: 8, pid: 1, terminal: 'pts/9', user: 'gone' },
];

/** check_users on machines with utmp and without. */
export const tables: readonly ParityTable[] = [
  table(
    'with two users',
    [...others, login, { ...login, terminal: 'pts/1' }],
    [...rows, ...better],
  ),
  table('with nobody', others, rows),
  table('with a login whose process is gone', [login, login, { ...login, pid: 4_194_305 }], ghosts),
  {
    check: 'check_users',
    machine: 'with systemd and without utmp',
    commands: [
      'mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system /run/systemd/sessions',
      `printf '${session}' > /run/systemd/sessions/1`,
    ],
    rows: logind,
  },
  { check: 'check_users', machine: 'without utmp', commands: ['mount -t tmpfs tmpfs /run'], rows },
];

function table(
  machine: string,
  entries: Parameters<typeof utmpFile>[0],
  all: ParityTable['rows'],
): ParityTable {
  const utmp = utmpFile(entries).toString('base64');
  const commands = ['mount -t tmpfs tmpfs /run', `echo ${utmp} | base64 -d > /run/utmp`];
  return { check: 'check_users', machine, commands, rows: all };
}
