import { expect } from 'chai';
import { runCheck } from '../../plugins/run.ts';
import { type PreparedMachine, prepareMachine } from './machine.ts';
import { utmpFile } from './utmp-file.ts';

describe('check_users', () => {
  let machine: PreparedMachine;
  before(() => {
    const logins = ['alice', 'bob', 'backup'].map((user, at) => ({
      type: 7,
      pid: 10 + at,
      terminal: `pts/${at}`,
      user,
    }));
    machine = prepareMachine({
      'run/utmp': utmpFile(logins),
      ...Object.fromEntries(logins.map(({ pid }) => [`proc/${pid}/stat`, ''])),
    });
  });
  after(() => machine.remove());
  const run = (...args: string[]) => runCheck('check_users', args, machine.context);

  it('counts, judges and echoes its limits', async () => {
    expect(await run('-w', '2', '-c', '~:5')).to.deep.equal({
      status: 'WARNING',
      exitCode: 1,
      output: 'USERS WARNING - 3 users currently logged in |users=3;2;~:5;0',
    });
  });

  it('needs one limit only, in either form', async () => {
    expect((await run('-c', '2')).status).to.equal('CRITICAL');
    expect((await run('2')).status).to.equal('WARNING');
    expect((await run()).output).to.match(/^check_users: Could not parse arguments\n/);
  });

  it('leaves out and names users', async () => {
    expect((await run('-w', '2', '--exclude-user', 'backup', '--list')).output).to.equal(
      'USERS OK - 2 users currently logged in |users=2;2;;0\nalice (pts/0)\nbob (pts/1)',
    );
  });

  it('takes no argument too many', async () => {
    expect((await run('1', '2', '3')).output).to.match(/^check_users: unexpected argument: "3"\n/);
  });
});
