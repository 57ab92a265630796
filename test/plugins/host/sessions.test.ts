import { expect } from 'chai';
import fc from 'fast-check';
import { parseLogindSession } from '../../../plugins/host/logind.ts';
import { readSessions } from '../../../plugins/host/sessions.ts';
import { parseUtmp } from '../../../plugins/host/utmp.ts';
import { type PreparedMachine, prepareMachine } from '../machine.ts';
import { utmpFile } from '../utmp-file.ts';

const login = { type: 7, pid: 4711, terminal: 'pts/0', user: 'alice' };

describe('a utmp file', () => {
  it('is read as the logins in it, on machines with narrow and with wide times', () => {
    const boot = { type: 2, pid: 0, terminal: '~', user: 'reboot' };
    const left = { ...login, type: 8 };
    const nobody = { ...login, user: '' };
    for (const architecture of ['x64', 'arm64'] as const) {
      const file = utmpFile([boot, login, left, nobody], architecture);
      expect(parseUtmp(file, architecture)).to.deep.equal([
        { pid: 4711, terminal: 'pts/0', user: 'alice' },
      ]);
    }
  });

  it('may be cut short or be anything', () => {
    expect(parseUtmp(utmpFile([login, login], 'x64').subarray(0, 500), 'x64')).to.have.length(1);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        parseUtmp(Buffer.from(bytes), 'x64');
      }),
    );
  });
});

describe('who is logged in', () => {
  let machine: PreparedMachine;
  afterEach(() => machine.remove());
  const users = () => readSessions(machine.context.root).map(({ user }) => user);

  it('is nobody where there is neither utmp nor logind', () => {
    machine = prepareMachine({});
    expect(users()).to.deep.equal([]);
  });

  it('is in utmp, as long as the process of the login is there', () => {
    const ghost = { ...login, pid: 4712, user: 'ghost' };
    machine = prepareMachine({
      'run/utmp': utmpFile([login, ghost]),
      'proc/4711/stat': '',
    });
    expect(users()).to.deep.equal(['alice']);
  });

  const session = (fields: Record<string, string>) =>
    [
      '# This is private data. Do not parse.',
      ...Object.entries(fields).map((pair) => pair.join('=')),
    ].join('\n');
  const alice = {
    USER: 'alice',
    STATE: 'active',
    CLASS: 'user',
    SCOPE: 'session-1.scope',
    TTY: 'pts/0',
  };

  it('is known to logind where systemd runs: people, not greeters, services and those who left', () => {
    machine = prepareMachine({
      'run/systemd/system/x': '',
      'run/systemd/sessions/1': session(alice),
      'run/systemd/sessions/1.ref': '',
      'run/systemd/sessions/2': session({ ...alice, USER: 'gdm', CLASS: 'greeter' }),
      'run/systemd/sessions/3': session({ ...alice, USER: 'root', CLASS: 'manager' }),
      'run/systemd/sessions/4': session({ ...alice, USER: 'bob', STATE: 'closing' }),
      'run/systemd/sessions/5': session({ ...alice, USER: 'carol', CLASS: 'user-early', TTY: '' }),
      'run/utmp': utmpFile([login, login, login]),
    });
    expect(users()).to.deep.equal(['alice', 'carol']);
  });

  it('is not the check that came in without a terminal', () => {
    const own = { ...alice, USER: 'nagios', SCOPE: 'session-7.scope', TTY: '' };
    machine = prepareMachine({
      'run/systemd/system/x': '',
      'run/systemd/sessions/1': session(alice),
      'run/systemd/sessions/7': session(own),
      'proc/self/cgroup': '0::/user.slice/user-999.slice/session-7.scope\n',
    });
    expect(users()).to.deep.equal(['alice']);
    machine.write('run/systemd/sessions/7', session({ ...own, TTY: 'pts/9' }));
    expect(users()).to.deep.equal(['alice', 'nagios']);
  });

  it('is read from whatever logind wrote', () => {
    machine = prepareMachine({});
    expect(parseLogindSession('USER=a=b\nTTY="pts/1"\nnonsense\n')).to.deep.equal({
      user: 'a=b',
      terminal: 'pts/1',
      class: '',
      state: '',
      scope: '',
    });
  });
});
