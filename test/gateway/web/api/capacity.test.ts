import { expect } from 'chai';
import { capacitySamples } from '../../capacity/samples.ts';
import { call, get } from '../call.ts';
import { openSite, type Site } from '../site.ts';

describe('GET /api/v1/capacity', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    await site.store.results.append(capacitySamples(site.now));
  });
  after(() => site.close());

  it('tells where each figure of a host stands, and when it comes to its limits', async () => {
    const { status, body } = await get(site, '/api/v1/capacity?customer=customer-a');
    expect(status).to.equal(200);
    expect(body.total).to.equal(2);
    const [first, second] = body.hosts;
    expect(second).to.deep.include({ host: 'app-2', figures: [] });
    expect(second.unheard).to.include('disk-root');
    const named = new Map(first.figures.map((each: { resource: string }) => [each.resource, each]));
    expect([...named.keys()]).to.have.members(['disk', 'swap', 'load', 'users']);
    const disk = named.get('disk') as typeof first;
    expect(disk).to.deep.include({ figure: '/', unit: 'B', worse: 'rising', total: 1e11 });
    expect(disk.perDay).to.be.closeTo(4e8, 4e7);
    const [warning, , full] = disk.levels;
    expect([warning.level, full.level]).to.deep.equal(['warning', 'full']);
    expect(Date.parse(full.forecast.at)).to.be.closeTo(site.now + 90 * 86_400_000, 9 * 86_400_000);
    expect(disk.says).to.match(
      /^fills up about 2027-01-\d\d, between 20\d\d-\d\d-\d\d and 2027-\d\d-\d\d$/,
    );
    const swap = named.get('swap') as typeof first;
    expect(swap.says).to.match(/^is used up about 20\d\d-/);
    expect((named.get('users') as typeof first).says).to.match(/^no end in sight/);
  });

  it('pages through the hosts', async () => {
    const { body } = await get(site, '/api/v1/capacity?limit=1&offset=1');
    expect(body.total).to.equal(3);
    expect(body.hosts.map(({ host }: { host: string }) => host)).to.deep.equal(['app-2']);
  });

  it('knows no customer and no host that it does not have', async () => {
    const wrong = await get(site, '/api/v1/capacity?customer=customer-z');
    expect(wrong.status).to.equal(404);
    expect(wrong.body.detail).to.match(/^there is no customer "customer-z"/);
    expect((await get(site, '/api/v1/capacity?host=app-9')).status).to.equal(404);
    expect((await get(site, '/api/v1/capacity?days=0')).status).to.equal(400);
  });
});

describe('the capacity that a customer sees', () => {
  it('is its own', async () => {
    const site = await openSite();
    try {
      await site.account('ben', 'customer', 'customer-b');
      const authorization = `Bearer ${await site.tokenOf('ben', 'read')}`;
      const as = (path: string) => call(site, path, { headers: { authorization } });
      const { body } = await as('/api/v1/capacity');
      expect(body.hosts.map(({ host }: { host: string }) => host)).to.deep.equal(['app-3']);
      const answers = ['customer-a', 'customer-q'].map(async (customer) => {
        const { status, body: problem } = await as(`/api/v1/capacity?customer=${customer}`);
        return [status, problem.detail.replace(customer, 'X')];
      });
      const [theirs, nobodys] = await Promise.all(answers);
      expect(theirs).to.deep.equal(nobodys);
      expect(theirs?.[0]).to.equal(404);
      expect((await as('/api/v1/capacity?host=app-1')).status).to.equal(404);
    } finally {
      await site.close();
    }
  });
});
