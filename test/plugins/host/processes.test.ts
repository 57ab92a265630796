import { expect } from 'chai';
import fc from 'fast-check';
import { formatElapsed, parseElapsed } from '../../../plugins/host/elapsed.ts';
import { parseProcessStat, stateFlags } from '../../../plugins/host/process-stat.ts';
import { readProcesses } from '../../../plugins/host/processes.ts';
import { formatPsLine, parsePsList, psHeader } from '../../../plugins/host/ps-list.ts';
import { type PreparedMachine, prepareMachine } from '../machine.ts';
import { procFiles } from '../proc-entry.ts';

const shop = {
  state: 'Sl',
  uid: 1000,
  pid: 70011,
  ppid: 1,
  vsz: 4000000,
  rss: 1500000,
  pcpu: 99.9,
  elapsed: 864000,
  command: 'java',
  args: 'java -jar /opt/shop one.jar',
  cgroups: [],
};

describe('a list of processes as ps prints it', () => {
  it('is read line by line; what is no process is kept apart', () => {
    const text = [
      psHeader,
      'Sl    1000 70011     1 4000000 1500000 99.9 10-00:00:00 java       java -jar /opt/shop one.jar',
      'Z        0     2     1      0     0  0.0       00:01',
      'S        0     3     1      0     0  0.0       00:01 quiet',
      'S        0     4     1      0     0  0.0       00:01',
      'garbage',
      '',
    ].join('\n');
    const { processes, unreadable } = parsePsList(text);
    expect(processes.map(({ pid }) => pid)).to.deep.equal([70011, 2, 3]);
    expect(processes[0]).to.deep.equal(shop);
    expect(processes[2]).to.include({ command: 'quiet', args: '' });
    expect(unreadable).to.deep.equal([
      'S        0     4     1      0     0  0.0       00:01',
      'garbage',
    ]);
  });

  it('is written in columns that give way to a wide one and catch up behind it', () => {
    const small = { ...shop, vsz: 5000, rss: 2000, pcpu: 1.5, elapsed: 14706 };
    expect(formatPsLine(small)).to.equal(
      'Sl    1000 70011     1   5000  2000  1.5    04:05:06 java            java -jar /opt/shop one.jar',
    );
    expect(formatPsLine({ ...small, vsz: 1494780, rss: 59892 })).to.equal(
      'Sl    1000 70011     1 1494780 59892 1.5    04:05:06 java            java -jar /opt/shop one.jar',
    );
  });

  it('reads back what it writes', () => {
    const process = fc.record({
      state: fc.constantFrom('S', 'Ssl', 'R+', 'D<'),
      uid: fc.nat(),
      pid: fc.nat(),
      ppid: fc.nat(),
      vsz: fc.nat(),
      rss: fc.nat(),
      pcpu: fc.nat(999).map((tenths) => tenths / 10),
      elapsed: fc.nat(),
      command: fc.stringMatching(/^[a-z/:-]{1,15}$/),
      args: fc.stringMatching(/^([a-z]( [a-z]){0,5})?$/),
      cgroups: fc.constant([]),
    });
    fc.assert(
      fc.property(process, (one) => {
        expect(parsePsList(`${psHeader}\n${formatPsLine(one)}`).processes).to.deep.equal([one]);
      }),
    );
  });

  it('may be anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePsList(`\n${text}`)));
  });
});

describe('an elapsed time', () => {
  it('has days, hours, minutes and seconds', () => {
    const times: [string, number][] = [
      ['00:59', 59],
      ['04:05:06', 14706],
      ['3-04:05:06', 273906],
    ];
    for (const [text, seconds] of times) {
      expect(parseElapsed(text)).to.equal(seconds);
      expect(formatElapsed(seconds)).to.equal(text);
    }
    expect(parseElapsed('soon')).to.equal(0);
  });
});

describe('/proc/PID/stat', () => {
  it('is read whatever the name of the process', () => {
    const rest = 'S 1 7 7 0 7 0 0 0 0 0 150 50 0 0 20 -5 3 0 99 0 0';
    for (const command of ['cron', 'a b', ')', 'x) R 1 (y', 'a\nb']) {
      const stat = parseProcessStat(`7 (${command}) ${rest}\n`);
      expect(stat).to.include({ pid: 7, ppid: 1, command, ticks: 200, startTicks: 99 });
      expect(stat && stateFlags(stat, true)).to.equal('S<Lsl+');
    }
    expect(parseProcessStat('')).to.equal(undefined);
  });
});

describe('the processes of a machine', () => {
  let machine: PreparedMachine;
  afterEach(() => machine.remove());

  it('are read from /proc in the order of their numbers', async () => {
    machine = prepareMachine(
      procFiles([
        { pid: 20, ppid: 2, command: 'kworker/0:1' },
        {
          pid: 3,
          ppid: 1,
          command: 'java',
          args: 'java -jar x',
          uid: 5,
          vsz: 90,
          rss: 40,
          ticks: 5000,
          startTicks: 50_000,
          cgroup: '/system.slice/x.service',
        },
        { pid: 4, ppid: 3, command: 'gone', letter: 'Z', args: '' },
      ]),
    );
    machine.write('proc/99/stat', '');
    const processes = await readProcesses(
      machine.context.root,
      { status: true, args: true, cgroups: true },
      AbortSignal.timeout(5000),
    );
    expect(processes.map(({ pid, command, args }) => [pid, command, args])).to.deep.equal([
      [3, 'java', 'java -jar x'],
      [4, 'gone', '[gone] <defunct>'],
      [20, 'kworker/0:1', '[kworker/0:1]'],
    ]);
    expect(processes[0]).to.deep.include({
      uid: 5,
      vsz: 90,
      rss: 40,
      elapsed: 500,
      pcpu: 10,
      cgroups: ['/system.slice/x.service'],
    });
  });

  it('are no longer read when the time is over', async () => {
    machine = prepareMachine(procFiles([{ pid: 3, ppid: 1, command: 'java' }]));
    const reading = readProcesses(
      machine.context.root,
      { status: false, args: false, cgroups: false },
      AbortSignal.abort(),
    );
    expect(await reading.catch((error: Error) => error.name)).to.equal('AbortError');
  });
});
