import { expect } from 'chai';
import { call, critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

const path = '/api/v1/incidents';

describe('/api/v1/incidents', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(() => site.close());

  const report = { customer: 'customer-a', summary: 'nobody can log in' };

  it('raises what a person reports and shows its number and its deadlines', async () => {
    const answer = await post(site, path, { ...report, severity: 'A', host: 'app-1' });
    expect(answer.status).to.equal(201);
    expect(answer.headers.get('location')).to.equal('/api/v1/incidents/1');
    const { id, status, severity, plan, summary, clocks, notGuaranteed } = answer.body;
    expect({ id, status, severity, plan, summary, notGuaranteed }).to.deep.equal({
      id: 1,
      status: 'open',
      severity: 'A',
      plan: 'premium',
      summary: 'nobody can log in',
      notGuaranteed: [],
    });
    expect(clocks.response).to.deep.equal({
      target: 7200,
      elapsed: 0,
      left: 7200,
      deadline: '2026-10-16T10:00:00.000Z',
      stoppedAt: null,
      breachedAt: null,
      byReclassification: false,
      verdict: 'running',
      phase: 'counting',
      countsFrom: '2026-10-16T08:00:00.000Z',
    });
    expect(clocks.intervention.deadline).to.equal('2026-10-16T12:00:00.000Z');
  });

  it('takes a call in service hours only, and says when they open next', async () => {
    site.now = Date.parse('2026-10-16T20:00:00+02:00');
    const phone = { ...report, channel: 'phone' };
    const refused = await post(site, path, phone);
    expect([refused.status, refused.body.errors]).to.deep.equal([
      422,
      [
        {
          pointer: '/channel',
          detail:
            'by phone only during the service hours of plan premium: closed at Fri 2026-10-16 20:00:00 +02:00, next open Sat 2026-10-17 07:00:00 +02:00; raise it on the web or by e-mail',
        },
      ],
    ]);
    const late = await post(site, path, { ...phone, raisedAt: '2026-10-16T19:00:00+02:00' });
    expect([late.status, late.body.errors[0].pointer]).to.deep.equal([422, '/raisedAt']);
    const before = await post(site, path, { ...phone, raisedAt: '2026-10-16T18:59:59+02:00' });
    expect(before.status).to.equal(201);
    expect((await post(site, path, report)).status).to.equal(201);
  });

  it('raises the same report under the same key once', async () => {
    const send = (body: object, key: string) =>
      call(site, path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${site.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
    const answers = [await send(report, 'k1'), await send(report, 'k1'), await send(report, 'k2')];
    expect(answers.map(({ status, body }) => [status, body.id])).to.deep.equal([
      ...[
        [201, 1],
        [200, 1],
        [201, 2],
      ],
    ]);
    const other = await send({ ...report, summary: 'something else' }, 'k1');
    expect([other.status, other.body.detail]).to.deep.equal([
      ...[409, 'this key was used for another report: take a fresh one'],
    ]);
  });

  it('takes a call that is entered afterwards', async () => {
    const raisedAt = '2026-10-16T09:30:00+02:00';
    const { body } = await post(site, path, { ...report, channel: 'phone', raisedAt });
    expect(body.raisedAt).to.equal('2026-10-16T07:30:00.000Z');
    expect(body.history[0].cause).to.include({ channel: 'phone', enteredAfterwards: true });
  });

  it('says that the guarantees do not apply, and why', async () => {
    const { body } = await post(site, path, { ...report, customer: 'customer-b' });
    expect(body.notGuaranteed.join()).to.contain('no remote connection');
  });

  const unknown: [object, string, string][] = [
    [
      { customer: 'custmer-a' },
      '/customer',
      'there is no customer "custmer-a" (did you mean "customer-a"?)',
    ],
    [
      { host: 'app-3' },
      '/host',
      'customer "customer-a" has no host "app-3" (did you mean "app-1"?)',
    ],
    [{ service: 'load' }, '/service', 'needs the host that "load" is on'],
  ];
  for (const [change, pointer, detail] of unknown) {
    it(`refuses ${JSON.stringify(change)}`, async () => {
      const answer = await post(site, path, { ...report, ...change });
      expect(answer.status).to.equal(422);
      expect(answer.body.errors).to.deep.equal([{ pointer, detail }]);
    });
  }

  it('lists the open ones, or those asked for, the newest first', async () => {
    await post(site, path, report);
    site.now += 60_000;
    await post(site, '/api/v1/results', [critical({ host: 'app-3', service: 'load' })]);
    await post(site, `${path}/1/events`, { kind: 'resolved', cause: 'restarted' });
    const ids = async (query: string) =>
      (await get(site, path + query)).body.incidents.map(({ id }: { id: number }) => id);
    expect(await ids('')).to.deep.equal([2]);
    expect(await ids('?status=resolved')).to.deep.equal([1]);
    expect(await ids('?status=all')).to.deep.equal([2, 1]);
    expect(await ids('?status=all&customer=customer-a')).to.deep.equal([1]);
    expect(await ids('?status=all&limit=1&offset=1')).to.deep.equal([1]);
    expect(await ids('?status=all&from=2026-10-16T08:01:00Z')).to.deep.equal([2]);
    expect(await ids('?status=all&to=2026-10-16T08:01:00Z')).to.deep.equal([1]);
  });

  const queries: [string, string][] = [
    [
      '?status=opn',
      'query /status: must be one of open, resolved, closed, not valid, withdrawn, merged, all, not "opn" (did you mean "open"?)',
    ],
    ['?limit=0', 'query /limit: must be from 1 to 10000, not 0'],
    ['?limit=x', 'query /limit: must be from 1 to 10000, not "x"'],
    [
      '?from=yesterday',
      'query /from: must be an instant such as 2026-10-16T16:30:00+02:00, not "yesterday"',
    ],
    ['?customr=x', 'query /customr: there is no such member (did you mean "customer"?)'],
  ];
  for (const [query, detail] of queries) {
    it(`says what is wrong with ${query}`, async () => {
      const { status, body } = await get(site, path + query);
      expect([status, body.detail]).to.deep.equal([400, detail]);
    });
  }

  it('shows one with its history and the ledger of each clock', async () => {
    site.now = Date.parse('2026-10-15T18:00:00+02:00');
    await post(site, path, { ...report, severity: 'A' });
    site.now = Date.parse('2026-10-16T07:30:00+02:00');
    await post(site, `${path}/1/events`, { kind: 'responded' });
    const { body } = await get(site, `${path}/1`);
    const { history } = body;
    expect(history.map(({ kind }: { kind: string }) => kind)).to.deep.equal([
      'raised',
      'responded',
    ]);
    expect(history[1]).to.deep.equal({
      version: 2,
      kind: 'responded',
      at: '2026-10-16T05:30:00.000Z',
      receivedAt: '2026-10-16T05:30:00.000Z',
      actor: { kind: 'engineer', name: 'holder of the token' },
    });
    expect(body.ledgers.response.entries).to.deep.equal([
      {
        start: '2026-10-15T16:00:00.000Z',
        end: '2026-10-15T17:00:00.000Z',
        counts: true,
        reasons: [],
        total: 3600,
      },
      {
        start: '2026-10-15T17:00:00.000Z',
        end: '2026-10-16T05:00:00.000Z',
        counts: false,
        reasons: ['outside hours'],
        total: 3600,
      },
      {
        start: '2026-10-16T05:00:00.000Z',
        end: '2026-10-16T05:30:00.000Z',
        counts: true,
        reasons: [],
        total: 5400,
      },
    ]);
    expect(body.ledgers.intervention.ahead).to.have.length(1);
    expect(body.clocks.response).to.include({ verdict: 'met', phase: 'stopped', elapsed: 5400 });
  });

  for (const id of ['7', '0', '-1', 'x', '1.5', '99999999999999999999', '1%2f', "1'--"]) {
    it(`answers 404 for incident ${id}`, async () => {
      expect((await get(site, `${path}/${id}`)).status).to.equal(404);
    });
  }

  it('needs the token to write, and none to read', async () => {
    const body = JSON.stringify(report);
    const headers = {
      'content-type': 'application/json',
      authorization: 'Bearer a-token-of-the-test',
    };
    const answer = await call(site, path, { method: 'POST', headers, body });
    expect(answer.status).to.equal(401);
    expect(answer.headers.get('www-authenticate')).to.equal('Bearer');
    expect((await get(site, `${path}?status=all`)).body.incidents).to.deep.equal([]);
  });
});
