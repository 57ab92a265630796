import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { command, type Io } from '../../../gateway/client/incident.ts';
import { verbs } from '../../../gateway/client/verbs.ts';
import { critical, post } from '../web/call.ts';
import { openSite, type Site } from '../web/site.ts';

describe('watchclock incident', () => {
  let site: Site;
  let folder: string;
  let tokenFile: string;
  beforeEach(async () => {
    site = await openSite();
    folder = await mkdtemp(join(tmpdir(), 'watchclock-incident-'));
    tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, `${site.token}\n`);
  });
  afterEach(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const run = async (...args: string[]) => {
    const written = { stdout: '', stderr: '' };
    const sink = (name: 'stdout' | 'stderr') => ({
      write: (text: string) => {
        written[name] += text;
        return true;
      },
    });
    const env = { WATCHCLOCK_URL: site.url, WATCHCLOCK_TOKEN_FILE: tokenFile };
    const io = { env, stdout: sink('stdout'), stderr: sink('stderr') } as unknown as Io;
    return { status: await command(args, io), ...written };
  };

  it('lists the open incidents, what is due next first', async () => {
    expect(await run('list')).to.deep.equal({ status: 0, stdout: 'no incidents\n', stderr: '' });
    const elsewhere = critical({ host: 'app-3', service: 'load', output: 'load: 9' });
    await post(site, '/api/v1/results', [elsewhere, critical()]);
    await post(site, '/api/v1/incidents/1/events', { kind: 'responded' });
    site.now += 150 * 60_000;
    const { stdout } = await run('list');
    expect(stdout).to.equal(`\
#2  A (proposed)  open  customer-a  jira-http on app-1 is CRITICAL: connection refused
  response      overdue by 0:30:00, due Fri 2026-10-16 12:00:00 +02:00
  intervention  1:30:00 left, due Fri 2026-10-16 14:00:00 +02:00
#1  B (proposed)  open  customer-b  load on app-3 is CRITICAL: load: 9
  response      met, 0:00:00 of 4:00:00
  intervention  5:30:00 left, due Mon 2026-10-19 10:00:00 +02:00
`);
  });

  it('writes down how something was resolved, and finds it again, with why', async () => {
    await post(site, '/api/v1/results', [critical()]);
    const written = await run('write', '1', '--title', 'The pool is full', '--text', 'Enlarge it.');
    expect(written.stdout).to.equal('S1: The pool is full\n  Enlarge it.\n');
    expect((await run('known', '--words', 'pool')).stdout).to.equal(written.stdout);
    expect((await run('known', '--words', 'printer')).stdout).to.equal('no known solutions\n');
    await run('link', '1', '--solution', 'S1: The pool is full');
    expect((await run('suggest', '1')).stdout).to.equal(`\
S1: The pool is full  (linked)
  because of the same service, jira-http
  because of the same host, app-1
  Enlarge it.
`);
    expect((await run('suggest', '9')).status).to.equal(1);
    expect((await run('write', '1', '--title', 'x')).status).to.equal(2);
  });

  it('lists what is asked for', async () => {
    await post(site, '/api/v1/results', [critical()]);
    expect((await run('list', '--customer', 'customer-b')).stdout).to.equal('no incidents\n');
    expect((await run('list', '--status', 'resolved')).stdout).to.equal('no incidents\n');
    expect((await run('list', '--status', 'all', '--to', '2026-10-17T00:00:00Z')).stdout).to.match(
      /^#1/,
    );
  });

  it('raises one, shows it with its history and its ledger', async () => {
    const raised = await run(
      ...['raise', '--customer', 'customer-a', '--summary', 'nobody can log in', '--severity', 'A'],
      ...['--channel', 'phone', '--raised-at', '2026-10-16T09:30:00+02:00', '--by', 'Eva Example'],
    );
    expect([raised.status, raised.stderr]).to.deep.equal([0, '']);
    const { stdout } = await run('show', '1', '--ledger');
    expect(stdout).to.equal(`\
#1  A (proposed)  open  customer-a  nobody can log in
  plan premium, raised Fri 2026-10-16 09:30:00 +02:00 through phone
  response      1:30:00 left, due Fri 2026-10-16 11:30:00 +02:00
  intervention  3:30:00 left, due Fri 2026-10-16 13:30:00 +02:00
  history:
    Fri 2026-10-16 09:30:00 +02:00  raised  as reported  (Eva Example)
  ledger of response:
    Fri 2026-10-16 09:30:00 +02:00 – Fri 2026-10-16 10:00:00 +02:00  total 0:30:00  counts
    from now, if nothing more happens:
    Fri 2026-10-16 10:00:00 +02:00 – Fri 2026-10-16 11:30:00 +02:00  total 2:00:00  counts
  ledger of intervention:
    Fri 2026-10-16 09:30:00 +02:00 – Fri 2026-10-16 10:00:00 +02:00  total 0:30:00  counts
    from now, if nothing more happens:
    Fri 2026-10-16 10:00:00 +02:00 – Fri 2026-10-16 13:30:00 +02:00  total 4:00:00  counts
`);
  });

  it('records whatever a person does', async () => {
    const report = { customer: 'customer-a', summary: 'first' };
    await post(site, '/api/v1/incidents', report);
    await post(site, '/api/v1/incidents', { ...report, summary: 'second' });
    const steps = [
      'respond 1 --by Eva',
      'start 1 --at 2026-10-16T10:00:00+02:00',
      'ask 1 --whom Tina --what access',
      'received 1 --id r1',
      'update 1 --text restarting',
      'severity 1 --severity B --because milder --by Tina --role customer',
      'confirm 1',
      'link 1 --solution KB-1',
      'note 1 --text seen --version 9',
      'resolve 1 --cause restarted',
      'reopen 1 --reason again',
      'merge 2 --into 1',
      'resolve 1 --cause really',
      'close 1',
    ];
    for (const step of steps) {
      const { status, stderr } = await run(...step.split(' '));
      expect([status, stderr], step).to.deep.equal([0, '']);
    }
    const history = await site.store.history(1);
    expect(history.map(({ event }) => event.kind)).to.deep.equal([
      ...['raised', 'responded', 'intervention-started', 'information-requested'],
      ...['information-received', 'update-posted', 'severity-changed', 'validity-confirmed'],
      ...['solution-linked', 'note', 'resolved', 'reopened', 'absorbed', 'resolved', 'closed'],
    ]);
    expect(history[6]?.actor).to.deep.equal({ kind: 'customer', name: { personal: 'Tina' } });
  });

  it('takes one out of the guarantees', async () => {
    await post(site, '/api/v1/results', [critical(), critical({ host: 'app-2' })]);
    expect((await run('not-valid', '1', '--reason', 'a test')).stdout).to.match(
      /^#1 .* not valid /,
    );
    expect((await run('withdraw', '2', '--reason', 'a test')).stdout).to.match(/^#2 .* withdrawn /);
  });

  it('hands on the gateway’s own answer', async () => {
    await post(site, '/api/v1/results', [critical()]);
    const { stdout } = await run('show', '1', '--json');
    expect(JSON.parse(stdout)).to.include({ id: 1, status: 'open' });
  });

  it('lets no text steer the terminal', async () => {
    await post(site, '/api/v1/results', [critical({ output: '\u001b[2Jgone\u009b1m' })]);
    expect((await run('show', '1')).stdout)
      .to.contain(' [2Jgone 1m')
      .and.not.match(/[\u001b\u009b]/);
  });

  const refusals: [string, RegExp][] = [
    ['show 9', /answers 404: there is no incident 9$/m],
    ['respond 9', /answers 404: there is no incident 9$/m],
    ['close 1', /answers 409: incident 1 is open: resolve it before closing$/m],
    ['note 1 --text x --version 7', /answers 409: incident 1 is at version 1, not 7/],
    [
      'severity 1 --severity E --because x',
      /answers 400: body \/severity: must be one of A, B, C, D, not "E"/,
    ],
    ['merge 1 --into x', /answers 400: body \/into: must be a whole number, not "x"/],
    [
      'raise --customer nobody --summary x',
      /answers 422: body \/customer: there is no customer "nobody"/,
    ],
    [
      'note 1 --text x --token-file /nowhere/token',
      /cannot read the token: .*\/nowhere\/token.*--token-file/,
    ],
  ];
  for (const [line, message] of refusals) {
    it(`answers 1 to ${line}`, async () => {
      await post(site, '/api/v1/results', [critical()]);
      const { status, stdout, stderr } = await run(...line.split(' '));
      expect([status, stdout]).to.deep.equal([1, '']);
      expect(stderr)
        .to.match(/^watchclock incident: /)
        .and.match(message);
    });
  }

  it('answers 1 when the gateway cannot be reached', async () => {
    const { url } = site;
    await site.close();
    const { status, stderr } = await run('list', '--url', url);
    site = await openSite();
    expect(status).to.equal(1);
    expect(stderr).to.match(/^watchclock incident: cannot reach http:\/\/127.*ECONNREFUSED/);
  });

  const mistakes: [string, string][] = [
    ['', 'no command'],
    ['lst', 'no such command: "lst" (did you mean "list"?)'],
    ['constructor', 'no such command: "constructor"'],
    ['show', 'show: which incident? its number is missing'],
    ['show x', 'show: not the number of an incident: "x"'],
    ['show 1 2', 'show: one too many: "2"'],
    ['list 1', 'list: one too many: "1"'],
    ['resolve 1', 'resolve: needs --cause TEXT'],
    ['respond 1 --cause x', 'respond: takes no --cause'],
    ['list --ledger', 'list: takes no --ledger'],
    ['list --url nowhere', '--url: not an http or https address: "nowhere"'],
    ['list --nonsense', "Unknown option '--nonsense'"],
  ];
  for (const [line, message] of mistakes) {
    it(`answers 2 to "${line}"`, async () => {
      const { status, stdout, stderr } = await run(
        ...line.split(' ').filter((word) => word !== ''),
      );
      expect([status, stdout]).to.deep.equal([2, '']);
      expect(stderr).to.contain(`watchclock incident: ${message}`).and.contain('Usage:');
    });
  }

  it('explains itself with every command and an example', async () => {
    const { status, stdout } = await run('--help');
    expect(status).to.equal(0);
    for (const name of Object.keys(verbs))
      expect(stdout).to.match(new RegExp(`^  ${name}\\b`, 'm'));
    expect(stdout).to.contain('Example:\n  watchclock incident list');
    expect((await run('respond', '--help')).stdout).to.equal(stdout);
  });
});
