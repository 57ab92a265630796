import { expect } from 'chai';
import { critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

const path = '/api/v1/maintenance';

describe('/api/v1/maintenance', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(() => site.close());

  const window = {
    id: 'w1',
    customer: 'customer-a',
    hosts: ['app-1'],
    start: '2026-10-16T11:00:00+02:00',
    end: '2026-10-16T12:00:00+02:00',
    reason: 'database update',
  };

  it('announces a window that counts, and lists it', async () => {
    const { status, body } = await post(site, path, window);
    expect(status).to.equal(201);
    expect(body).to.deep.equal({
      ...window,
      applications: [],
      announcedAt: '2026-10-16T08:00:00.000Z',
      announcedBy: 'holder of the token',
      cancelledAt: null,
      start: '2026-10-16T09:00:00.000Z',
      end: '2026-10-16T10:00:00.000Z',
      counts: true,
    });
    expect((await get(site, path)).body).to.deep.equal({ maintenance: [body] });
    expect((await get(site, `${path}?customer=customer-b`)).body).to.deep.equal({
      maintenance: [],
    });
  });

  it('keeps a late announcement, which counts for nothing', async () => {
    site.now = Date.parse(window.start);
    const { status, body } = await post(site, path, window);
    expect([status, body.counts]).to.deep.equal([201, false]);
  });

  it('keeps the clocks of what it covers from running', async () => {
    await post(site, path, window);
    await post(site, '/api/v1/results', [critical()]);
    site.now = Date.parse('2026-10-16T11:30:00+02:00');
    const { clocks, ledgers } = (await get(site, '/api/v1/incidents/1')).body;
    expect(clocks.response).to.include({
      phase: 'maintenance',
      elapsed: 3600,
      countsFrom: '2026-10-16T10:00:00.000Z',
    });
    expect(ledgers.response.entries.at(-1).reasons).to.deep.equal([
      'maintenance window announced at Fri 2026-10-16 10:00:00 +02:00',
    ]);
  });

  it('refuses an id that is taken', async () => {
    await post(site, path, window);
    const { status, body } = await post(site, path, window);
    expect([status, body.detail]).to.deep.equal([409, 'maintenance window "w1" is taken']);
  });

  it('cancels one that has not started, so that it excludes nothing, and says so once', async () => {
    await post(site, path, window);
    const { status, body } = await post(site, `${path}/w1/cancellation`, {});
    expect([status, body.id, body.cancelledAt]).to.deep.equal([
      200,
      'w1',
      '2026-10-16T08:00:00.000Z',
    ]);
    const listed = (await get(site, path)).body.maintenance;
    expect(listed).to.deep.equal([body]);
    expect((await post(site, `${path}/w1/cancellation`, {})).status).to.equal(409);
    expect((await post(site, `${path}/w2/cancellation`, {})).status).to.equal(404);
    site.now = Date.parse(window.start) + 60_000;
    const raised = await post(site, '/api/v1/incidents', { customer: 'customer-a', summary: 'x' });
    expect(raised.body.clocks.response.phase).to.not.equal('maintenance');
  });

  it('ends one that is cancelled while it lasts, and leaves alone one that is over', async () => {
    await post(site, path, window);
    site.now = Date.parse(window.start) + 60_000;
    const { body } = await post(site, '/api/v1/incidents', {
      customer: 'customer-a',
      summary: 'x',
    });
    await post(site, `${path}/w1/cancellation`, {});
    site.now += 60_000;
    const { ledgers } = (await get(site, `/api/v1/incidents/${body.id}`)).body;
    const maintained = ledgers.response.entries.filter(({ reasons }: { reasons: string[] }) =>
      reasons.some((reason) => reason.includes('maintenance')),
    );
    expect(maintained).to.deep.equal([]);
    await post(site, path, {
      ...window,
      id: 'w9',
      start: '2026-10-18T08:00:00Z',
      end: '2026-10-18T09:00:00Z',
    });
    site.now = Date.parse('2026-10-18T09:00:00Z');
    expect((await post(site, `${path}/w9/cancellation`, {})).status).to.equal(409);
  });

  const wrong: [object, number, string, string][] = [
    [
      { end: window.start },
      422,
      '/end',
      `must be after the start, ${window.start}, not ${window.start}`,
    ],
    [{ customer: 'nobody' }, 422, '/customer', 'there is no customer "nobody"'],
    [
      { hosts: ['app-1', 'app-3'] },
      422,
      '/hosts/1',
      'customer "customer-a" has no host "app-3" (did you mean "app-1"?)',
    ],
    [
      { applications: ['jra'] },
      422,
      '/applications/0',
      'customer "customer-a" has no application "jra" (did you mean "jira"?)',
    ],
    [{ hosts: 'app-1' }, 400, '/hosts', 'must be a list, not "app-1"'],
    [{ reason: undefined }, 400, '/reason', 'is missing'],
  ];
  for (const [change, status, pointer, detail] of wrong) {
    it(`refuses ${JSON.stringify(change)}`, async () => {
      const answer = await post(site, path, { ...window, ...change });
      expect([answer.status, answer.body.errors]).to.deep.equal([status, [{ pointer, detail }]]);
    });
  }
});
