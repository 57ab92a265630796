import { expect } from 'chai';
import { parsePressure } from '../../plugins/host/pressure.ts';
import { runCheck } from '../../plugins/run.ts';
import { type PreparedMachine, prepareMachine } from './machine.ts';
import { procFiles } from './proc-entry.ts';

describe('check_load', () => {
  let machine: PreparedMachine;
  before(() => {
    machine = prepareMachine({
      'proc/loadavg': '0.52 0.41 0.33 1/234 5678\n',
      'proc/stat': 'cpu  1\ncpu0 1\ncpu1 1\n',
      'proc/pressure/cpu':
        'some avg10=12.00 avg60=3.50 avg300=0.12 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n',
      ...procFiles([
        { pid: 1, ppid: 0, command: 'init', args: '/sbin/init', ticks: 100 },
        { pid: 7, ppid: 1, command: 'busy', args: 'busy --very', ticks: 50000 },
      ]),
    });
  });
  after(() => machine.remove());
  const run = (...args: string[]) => runCheck('check_load', args, machine.context);

  it('judges the three averages, and repeats the last limit', async () => {
    expect((await run('-w', '0.5,0.5', '-c', '10')).output).to.equal(
      'LOAD WARNING - total load average: 0.52, 0.41, 0.33|load1=0.520;0.500;10.000;0; load5=0.410;0.500;10.000;0; load15=0.330;0.500;10.000;0; ',
    );
  });

  it('shares them among the processors', async () => {
    expect((await run('-r', '-w', '5', '-c', '10')).output).to.equal(
      'LOAD OK - scaled load average: 0.26, 0.20, 0.17 - total load average: 0.52, 0.41, 0.33|load1=0.520;;;0; scaled_load1=0.260;5.000;10.000;0; load5=0.410;;;0; scaled_load5=0.205;5.000;10.000;0; load15=0.330;;;0; scaled_load15=0.165;5.000;10.000;0; ',
    );
  });

  it('takes its limits without options too', async () => {
    expect((await run('0.4', '10')).status).to.equal('WARNING');
    expect((await run('1', '10')).status).to.equal('OK');
  });

  it('adds the pressure on the processors with its own limits', async () => {
    const { status, output } = await run(
      '-w',
      '5',
      '-c',
      '10',
      '--psi-warning',
      '10',
      '--psi-critical',
      '20,20,0.1',
    );
    expect(status).to.equal('CRITICAL');
    expect(output).to.contain(' - CPU pressure: 12.00%, 3.50%, 0.12%|');
    expect(output).to.contain(
      'cpu_pressure10=12.00%;10;20;0;100 cpu_pressure60=3.50%;10;20;0;100 cpu_pressure300=0.12%;10;0.1;0;100',
    );
  });

  it('lists the busiest processes', async () => {
    expect((await run('-w', '5', '-c', '10', '-n', '1')).output.split('\n').slice(1)).to.deep.equal(
      [
        'STAT   UID   PID  PPID    VSZ   RSS %CPU     ELAPSED COMMAND         COMMAND',
        'S        0     7     1      0     0 50.0       16:40 busy            busy --very',
      ],
    );
  });

  it('says what is wrong with its limits', async () => {
    const firstLine = async (...args: string[]) => (await run(...args)).output.split('\n')[0];
    expect(await firstLine('-w', '5', '-c', '3')).to.equal(
      'Parameter inconsistency: 1-minute "warning load" is greater than "critical load"',
    );
    expect(await firstLine('-w', '1', '-c', 'x')).to.equal(
      'Critical threshold must be float or float triplet!',
    );
    expect(await firstLine()).to.equal('check_load: Could not parse arguments');
  });
});

describe('the pressure on the processors', () => {
  it('is read from /proc/pressure/cpu, and nothing else is', () => {
    expect(parsePressure('some avg10=1.53 avg60=1.20 avg300=0.80 total=12345\n')).to.deep.equal([
      1.53, 1.2, 0.8,
    ]);
    expect(() => parsePressure('nothing')).to.throw(
      '/proc/pressure/cpu is not a pressure: "nothing"',
    );
  });
});
