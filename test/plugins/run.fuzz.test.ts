import { expect } from 'chai';
import fc from 'fast-check';
import { exitCodes } from '../../plugins/check/status.ts';
import { loadPlugin } from '../../plugins/registry.ts';
import { runCheck } from '../../plugins/run.ts';
import { type PreparedMachine, prepareMachine } from './machine.ts';
import { procFiles } from './proc-entry.ts';
import { utmpFile } from './utmp-file.ts';

const numRuns = process.env.WATCHCLOCK_SOAK === '1' ? 20_000 : 200;

/** Those that ask nobody outside; what they read is made up. */
const checks = ['check_load', 'check_users', 'check_swap', 'check_procs', 'check_disk'];

const odd = [
  '',
  '0',
  '-1',
  '5',
  '10%',
  '1:2',
  '@~:5',
  '~',
  'abc',
  '1e999',
  '(',
  '[[:x:]]',
  '/',
  '/nowhere',
  'root',
  'a|b',
  '\n',
  '\0',
  '--',
  '-',
  'ü€😀',
  '%s%n',
  '$(x)',
  '../..',
];

describe('any command line', function () {
  this.timeout(10 * 60_000);
  let machine: PreparedMachine;
  before(() => {
    machine = prepareMachine({
      ...procFiles([{ pid: 1, ppid: 0, command: 'init', args: 'init' }]),
      'proc/loadavg': '0.52 0.41 0.33 1/234 5678\n',
      'proc/stat': 'cpu  1\ncpu0 1\n',
      'proc/meminfo': 'SwapTotal: 2048 kB\nSwapFree: 1024 kB\n',
      'proc/vmstat': 'pswpin 1\npswpout 1\n',
      'proc/self/mountinfo': '1 1 0:1 / / rw - ext4 /dev/vda1 rw\n',
      'run/utmp': utmpFile([{ type: 7, pid: 1, terminal: 'tty1', user: 'root' }]),
    });
  });
  after(() => machine.remove());

  for (const check of checks) {
    it(`of ${check} gets an answer that Nagios can read`, async () => {
      const options = Object.entries((await loadPlugin(check))?.manual.options ?? {});
      const slow = ['interval', 'timeout']; // those that wait as long as they are told
      const named = options.filter(([name]) => !slow.includes(name)).map(([name]) => `--${name}`);
      const letters = options.flatMap(([, { short }]) =>
        short && short !== 't' ? [`-${short}`] : [],
      );
      const text = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'binary', maxLength: 8 }));
      const word = fc.oneof(
        fc.constantFrom(...named, ...letters),
        fc.tuple(fc.constantFrom(...named), text).map((pair) => pair.join('=')),
        fc.tuple(fc.constantFrom(...letters), text).map((pair) => pair.join('')),
        text,
      );
      await fc.assert(
        fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (args) => {
          const { exitCode, status, output } = await runCheck(check, args, machine.context);
          const [first = ''] = output.split('\n');
          expect(exitCodes[status]).to.equal(exitCode);
          expect(first.trim(), output).not.to.equal('');
          expect(output).not.to.match(/^ +at .*:\d+:\d+\)?$|TypeError|undefined|\[object/m);
        }),
        { numRuns },
      );
    });
  }
});
