import { expect } from 'chai';
import { get } from '../call.ts';
import { openSite, type Site } from '../site.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('GET /api/v1/results', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    const place = { customer: 'customer-a', host: 'app-1', service: 'disk-root' };
    const sample = (at: number, gigabytes: number) => ({
      ...{ ...place, at, state: 'OK' as const, perfdata: `/=${gigabytes}GB;;;0;100` },
    });
    const { now } = site;
    await site.store.results.append([
      ...[sample(now - 40 * day, 10), sample(now - 3 * day, 20), sample(now - 3 * day + 1, 30)],
      ...[sample(now - hour, 40), { ...sample(now - hour, 0), service: null, perfdata: '' }],
    ]);
    await site.store.results.thin(now, { samples: day, hours: 30 * day, days: 999 * day });
  });
  after(() => site.close());

  const asked = (query: Readonly<Record<string, string>>) =>
    get(site, `/api/v1/results?${new URLSearchParams(query)}`);
  const figure = { label: '/', unit: 'GB', limit: 100 };

  it('tells what was recorded in the last 28 days, the oldest first and the coarser', async () => {
    const { status, body } = await asked({ host: 'app-1', service: 'disk-root' });
    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      host: 'app-1',
      service: 'disk-root',
      results: [
        {
          start: '2026-10-13T08:00:00.000Z',
          seconds: 3_600,
          states: { OK: 2 },
          figures: [{ ...figure, min: 20, average: 25, max: 30, count: 2 }],
        },
        {
          start: '2026-10-16T07:00:00.000Z',
          seconds: 0,
          states: { OK: 1 },
          figures: [{ ...figure, min: 40, average: 40, max: 40, count: 1 }],
        },
      ],
    });
  });

  it('tells of a period that is asked for, and of the host itself', async () => {
    const all = { host: 'app-1', service: 'disk-root', from: '2026-01-01T00:00:00Z' };
    expect((await asked(all)).body.results).to.have.length(3);
    const before = { ...all, to: '2026-10-01T00:00:00Z' };
    expect((await asked(before)).body.results[0]).to.include({ seconds: 86_400 });
    const [own] = (await asked({ host: 'app-1' })).body.results;
    expect(own).to.deep.include({ states: { OK: 1 }, figures: [] });
  });

  it('tells nothing where nothing is recorded', async () => {
    const { status, body } = await asked({ host: 'app-1', service: 'no such service' });
    expect([status, body.results]).to.deep.equal([200, []]);
  });

  for (const [query, detail] of [
    [{}, 'query /host: is missing'],
    [{ host: 'app-9' }, 'query /host: there is no host "app-9" (did you mean "app-1"?)'],
    [{ host: 'app-1', hots: 'x' }, 'query /hots: there is no such member (did you mean "host"?)'],
    [
      { host: 'app-1', from: 'yesterday' },
      'query /from: must be an instant such as 2026-10-16T16:30:00+02:00, not "yesterday"',
    ],
    [
      { host: 'app-1', from: '2026-10-02T00:00:00Z', to: '2026-10-01T00:00:00Z' },
      'query /to: must be after 2026-10-02T00:00:00.000Z, not 2026-10-01T00:00:00.000Z',
    ],
  ] as const) {
    it(`refuses ${JSON.stringify(query)}`, async () => {
      const { status, body } = await asked(query);
      expect([status, body.detail]).to.deep.equal([400, detail]);
    });
  }

  it('tells a customer of its own hosts only, and nobody without a token once there are accounts', async () => {
    await site.account('tina', 'customer', 'customer-a');
    await site.account('ben', 'customer', 'customer-b');
    const as = async (name: string) => {
      const headers = { authorization: `Bearer ${await site.tokenOf(name, 'read')}` };
      const path = '/api/v1/results?host=app-1&service=disk-root';
      return (await fetch(site.url + path, { headers })).status;
    };
    expect([await as('tina'), await as('ben')]).to.deep.equal([200, 400]);
    expect((await asked({ host: 'app-1' })).status).to.equal(401);
  });
});
