import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { openStore } from '../../../../gateway/store/open.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import { until } from '../../../until.ts';
import { type GatewayProcess, startGateway } from '../../gateway-process.ts';
import { type Installation, install } from '../../installation.ts';

const entryPoint = join(import.meta.dirname, '..', '..', '..', '..', 'watchclock.ts');

const problem = {
  HOSTNAME: 'app-1',
  SERVICEDESC: 'jira-http',
  NOTIFICATIONTYPE: 'PROBLEM',
  SERVICESTATE: 'CRITICAL',
  SERVICENOTIFICATIONID: '1',
  SERVICEOUTPUT: 'connection refused',
};
const recovery = {
  ...problem,
  NOTIFICATIONTYPE: 'RECOVERY',
  SERVICESTATE: 'OK',
  SERVICENOTIFICATIONID: '2',
};

describe('watchclock notify', () => {
  let installation: Installation;
  let gateway: GatewayProcess | undefined;
  let store: Store | undefined;
  beforeEach(async () => {
    installation = await install();
  });
  afterEach(async () => {
    await gateway?.kill();
    await store?.close();
    gateway = undefined;
    store = undefined;
    await installation.remove();
  });

  const spool = () => join(installation.folder, 'spool');
  const waiting = () =>
    existsSync(spool()) ? readdirSync(spool()).filter((name) => name.endsWith('.entry')) : [];
  const usual = () => [
    ...['--spool', spool(), '--token-file', join(installation.folder, 'watchclock.token')],
    ...['--gateway', gateway?.url ?? 'http://127.0.0.1:9'],
  ];
  /** Runs it as Nagios does, with nothing but the macros in the environment. */
  const run = async (macros: Record<string, string>, args: readonly string[] = usual()) => {
    const names = Object.entries(macros).map(([name, value]) => [`NAGIOS_${name}`, value]);
    const child = spawn(process.execPath, [entryPoint, 'notify', ...args], {
      env: Object.fromEntries(names),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = (await once(child, 'close')) as [number | null];
    const [stdout, stderr] = await said;
    return { status, stdout, stderr };
  };
  /** Ends the process that delivers in the background, which holds the lock of the spool. */
  const endBackground = async () => {
    const lock = join(spool(), 'lock');
    await until('the process in the background', () => existsSync(lock) || undefined);
    const pid = Number(readFileSync(lock, 'utf8').split(' ')[0]);
    process.kill(pid, 'SIGKILL');
    await until('its end', () => !existsSync(`/proc/${pid}/exe`) || undefined);
  };
  const start = async () => {
    gateway = await startGateway(installation.config);
  };
  const kindsOf = async (incident: number) => {
    store ??= await openStore({ kind: 'sqlite', path: installation.store });
    return (await store.history(incident)).map(({ event }) => event.kind);
  };

  it('hands a notification to the gateway at once', async () => {
    await start();
    expect(await run(problem)).to.deep.equal({ status: 0, stdout: '', stderr: '' });
    expect(await kindsOf(1)).to.deep.equal(['raised']);
    expect(waiting()).to.deep.equal([]);
  });

  it('keeps it while the gateway is away, and delivers all in order when it is back', async () => {
    await start();
    await run(problem);
    await gateway?.kill();
    const { status, stderr } = await run(recovery);
    expect(status).to.equal(0);
    expect(stderr).to.contain('the notification waits in');
    expect((await run({ ...problem, SERVICENOTIFICATIONID: '3' })).status).to.equal(0);
    await start();
    await until('the delivery', () => waiting().length === 0 || undefined);
    expect(await kindsOf(1)).to.deep.equal(['raised', 'alert-cleared', 'alert-raised']);
  });

  it('acts once on a notification that goes to several contacts', async () => {
    await start();
    await Promise.all(
      ['one', 'two', 'three'].map((CONTACTNAME) => run({ ...problem, CONTACTNAME })),
    );
    await until('the delivery', () => waiting().length === 0 || undefined);
    expect(await kindsOf(1)).to.deep.equal(['raised']);
  });

  it('delivers what waits when it is told to', async () => {
    await start();
    const elsewhere = [...usual().slice(0, 4), '--gateway', 'http://127.0.0.1:9'];
    await run(problem, elsewhere);
    await endBackground(); // it tries the wrong address
    expect(await run({}, [...usual(), '--deliver'])).to.include({ status: 0, stderr: '' });
    expect(await kindsOf(1)).to.deep.equal(['raised']);
  });

  it('says why it cannot deliver when it is told to', async () => {
    await start();
    writeFileSync(join(installation.folder, 'wrong.token'), 'not-the-token-of-this-gateway');
    const wrong = ['--spool', spool(), '--token-file', join(installation.folder, 'wrong.token')];
    await run(problem, [...wrong, '--gateway', 'http://127.0.0.1:9']);
    await endBackground();
    const args = [...wrong, '--gateway', gateway?.url ?? '', '--deliver'];
    const { status, stderr } = await run({}, args);
    expect(status).to.equal(1);
    expect(stderr).to.contain('answered 401').and.not.contain('not-the-token');
    expect(waiting()).to.have.length(1);
  });

  it('takes macros as arguments, which win over the environment', async () => {
    await start();
    const args = Object.entries({ ...problem, HOSTNAME: 'app-2' }).flatMap(([name, value]) => [
      '--macro',
      `${name}=${value}`,
    ]);
    expect(await run(problem, [...usual(), ...args])).to.include({ status: 0 });
    await kindsOf(1);
    expect((await store?.incident(1))?.raised.host).to.equal('app-2');
  });

  it('treats hostile text as nothing but text', async () => {
    await start();
    const hostile = `$(touch ${installation.folder}/owned) \`id\` '; "|& <script>\u202e\\n`;
    await run({ ...problem, SERVICEOUTPUT: hostile });
    await kindsOf(1);
    expect((await store?.incident(1))?.alerts[0]?.output).to.equal(hostile);
    expect(existsSync(join(installation.folder, 'owned'))).to.equal(false);
  });

  it('keeps nothing of the environment but what it needs', async () => {
    await run({ ...problem, _HOSTPASSWORD: 'a secret', CONTACTEMAIL: 'tina@example.org' });
    const [name = ''] = waiting();
    const entry = readFileSync(join(spool(), name), 'utf8');
    expect(entry).to.contain('connection refused');
    expect(entry).to.not.match(/secret|tina/);
  });

  it('says loudly that the macros are missing', async () => {
    const { status, stderr } = await run({});
    expect(status).to.equal(1);
    expect(stderr).to.equal(
      'watchclock notify: macros are missing or empty: NOTIFICATIONTYPE, HOSTNAME, HOSTSTATE; ' +
        'set enable_environment_macros=1 in nagios.cfg, or give --macro NAME=VALUE\n',
    );
    expect(waiting()).to.deep.equal([]);
  });

  it('asks the gateway directly when the disk does not take it', async () => {
    await start();
    writeFileSync(spool(), 'a file where the folder should be');
    expect(await run(problem)).to.include({ status: 0 });
    expect(await kindsOf(1)).to.deep.equal(['raised']);
  });

  it('says that it is lost when neither disk nor gateway takes it', async () => {
    writeFileSync(spool(), 'a file where the folder should be');
    const { status, stderr } = await run(problem);
    expect(status).to.equal(1);
    expect(stderr).to.contain('the spool does not take the notification').and.contain('is lost');
  });

  it('refuses more than may wait', async () => {
    const args = [...usual(), '--limit', '1'];
    expect((await run(problem, args)).status).to.equal(0);
    const { status, stderr } = await run(recovery, args);
    expect(status).to.equal(1);
    expect(stderr).to.contain('holds 1 entries already');
  });

  it('says what the gateway refused, and keeps it aside', async () => {
    await start();
    await run(problem, [...usual(), '--site', 'x'.repeat(300)]);
    const aside = join(spool(), 'aside');
    const reason = readdirSync(aside).find((name) => name.endsWith('.reason')) ?? '';
    expect(readFileSync(join(aside, reason), 'utf8')).to.contain('body /0/site');
    expect(waiting()).to.deep.equal([]);
  });

  it('reads its configuration, over which its options win', async () => {
    await start();
    const config = join(installation.folder, 'notify.yaml');
    const lines = ['site: north', `gateway: ${gateway?.url}`, 'token_file: ./watchclock.token'];
    writeFileSync(config, `${lines.join('\n')}\nspool: ./elsewhere\n`);
    expect(await run(problem, ['--config', config, '--spool', spool()])).to.include({ status: 0 });
    expect(existsSync(spool())).to.equal(true);
    expect(existsSync(join(installation.folder, 'elsewhere'))).to.equal(false);
    await kindsOf(1);
    expect((await store?.incident(1))?.raised.source).to.equal('nagios:north');
  });

  it('says what is wrong with its configuration', async () => {
    const config = join(installation.folder, 'notify.yaml');
    writeFileSync(config, 'sitee: north\n');
    const { status, stderr } = await run(problem, ['--config', config]);
    expect(stderr).to.contain(`${config}:1:1: sitee: there is no such key (did you mean "site"?)`);
    expect(status).to.equal(1);
  });

  const usage: [string[], string][] = [
    [['--sight', 'x'], "Unknown option '--sight'"],
    [['--gateway', 'nowhere'], '--gateway: not an http or https address: "nowhere"'],
    [['--limit', '0'], '--limit: not a count: "0"'],
    [['--macro', 'hostname=x'], '--macro: not of the form NAME=VALUE: "hostname=x"'],
    [['--persist'], '--persist: only goes with --deliver'],
    [['surplus'], "Unexpected argument 'surplus'"],
  ];
  for (const [args, sentence] of usage) {
    it(`answers 2 to ${args.join(' ')}`, async () => {
      const { status, stderr } = await run(problem, args);
      expect(stderr).to.contain(`watchclock notify: ${sentence}`);
      expect(status).to.equal(2);
    });
  }

  it('explains itself with an example', async () => {
    const { status, stdout } = await run({}, ['--help']);
    expect(status).to.equal(0);
    expect(stdout).to.contain('Example:\n  define command {');
  });
});
