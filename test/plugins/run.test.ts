import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { thisMachine } from '../../plugins/check/context.ts';
import { checkNames, loadPlugin } from '../../plugins/registry.ts';
import { prepareCheck, runCheck } from '../../plugins/run.ts';

describe('runCheck', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'watchclock-'));
    mkdirSync(join(root, 'proc'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const machine = () => ({ ...thisMachine(), root });

  it('answers with status, exit code and output', async () => {
    writeFileSync(join(root, 'proc', 'loadavg'), '3.00 0.41 0.33 1/234 5678\n');
    const outcome = await runCheck('check_load', ['-w', '2', '-c', '5'], machine());
    expect(outcome).to.deep.include({ status: 'WARNING', exitCode: 1 });
    expect(outcome.output).to.match(
      /^LOAD WARNING - total load average: 3\.00, 0\.41, 0\.33\|load1=/,
    );
  });

  it('says what is wrong with the command line and shows it, with the usage', async () => {
    const { exitCode, output } = await runCheck('check_load', ['--wrong=1'], machine());
    expect(exitCode).to.equal(3);
    const [first, ...more] = output.split('\n');
    expect(first).to.equal('Usage:');
    expect(more).to.include(`check_load: unrecognized option '--wrong=1'`);
  });

  it('says that there is no such check', async () => {
    for (const name of ['check_nothing', '__proto__', 'constructor', '']) {
      const { exitCode, output } = await runCheck(name, [], machine());
      expect([exitCode, output.split('\n')[0]]).to.deep.equal([3, `no such check: "${name}"`]);
    }
  });

  it('turns a missing or strange source into a sentence', async () => {
    const missing = await runCheck('check_load', ['-w', '2', '-c', '5'], machine());
    expect(missing).to.include({
      exitCode: 3,
      output: `LOAD UNKNOWN - No such file or directory: ${join(root, 'proc/loadavg')}`,
    });
    writeFileSync(join(root, 'proc', 'loadavg'), 'nonsense\n');
    const strange = await runCheck('check_load', ['-w', '2', '-c', '5'], machine());
    expect(strange).to.include({
      exitCode: 3,
      output: 'LOAD UNKNOWN - /proc/loadavg is not a load average: "nonsense"',
    });
  });

  it('ends when its door ends', async () => {
    const signal = AbortSignal.abort();
    const outcome = await runCheck('check_load', ['-w', '2', '-c', '5'], { ...machine(), signal });
    expect(outcome.output).to.equal('LOAD UNKNOWN - stopped before it was done');
  });

  it('reads a command line once for many runs', async () => {
    writeFileSync(join(root, 'proc', 'loadavg'), '3.00 0.41 0.33 1/234 5678\n');
    const check = await prepareCheck('check_load', ['-w', '2', '-c', '5']);
    expect(check.lasting).to.equal(true);
    const first = await check.run(machine());
    expect(await check.run(machine())).to.deep.equal(first);
  });

  it('knows every check by its own name', async () => {
    for (const name of checkNames) {
      expect((await loadPlugin(name))?.manual.name).to.equal(name);
    }
  });
});
