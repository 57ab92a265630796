import { expect } from 'chai';
import { capacitySamples } from '../../capacity/samples.ts';
import { call, critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

describe('the assessment and the roadmap of a customer', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
    await site.store.results.append(capacitySamples(site.now));
    for (const service of ['jira-http', 'jira-jvm', 'load'])
      await happened(service, 'heap  too small');
    await happened('procs', 'a hung script');
    await post(site, '/api/v1/results', [critical({ host: 'app-3', service: 'load' })]);
  });
  after(() => site.close());

  /** An incident on app-1 that was resolved with a cause. */
  async function happened(service: string, cause: string) {
    const { body } = await post(site, '/api/v1/results', [critical({ service })]);
    expect(body).to.be.an('object');
    const listed = await get(site, '/api/v1/incidents?status=open&customer=customer-a');
    const own = listed.body.incidents.find((each: { service: string }) => each.service === service);
    await post(site, `/api/v1/incidents/${own.id}/events`, { kind: 'resolved', cause });
  }

  it('tells what the machines have, and what nobody watches', async () => {
    const { status, body } = await get(site, '/api/v1/assessment?customer=customer-a');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ customer: 'customer-a', total: 2 });
    const [first] = body.hosts;
    const sizes = Object.fromEntries(
      first.sizes.map(({ what, total }: { what: string; total: number }) => [what, total]),
    );
    expect(sizes).to.deep.equal({ 'disk /': 1e11, swap: 4e9, processors: 4 });
    const whats = first.unwatched.map(({ what }: { what: string }) => what);
    expect(whats).to.include('the disk of the home directory of jira');
  });

  it('counts the causes of a year, and says what comes to its limit', async () => {
    const { status, body } = await get(site, '/api/v1/roadmap?customer=customer-a');
    expect(status).to.equal(200);
    expect(body).to.deep.include({ from: '2025-10-17', to: '2026-10-16' });
    expect(body.incidents.raised).to.equal(4);
    const causes = body.incidents.byCause.map((each: { cause: string; count: number }) => [
      each.cause,
      each.count,
    ]);
    expect(causes).to.deep.equal([
      ['heap too small', 3],
      ['a hung script', 1],
    ]);
    expect(body.runningOut.map((each: { resource: string }) => each.resource)).to.deep.equal([
      'disk',
      'swap',
    ]);
    const says = body.points.map((each: { says: string }) => each.says).join('\n');
    expect(says).to.match(/^disk \/ of app-1 fills up about 2027-/m);
    expect(says).to.contain('3 times: heap too small (app-1).');
    const other = await get(site, '/api/v1/roadmap?customer=customer-a&year=2025');
    expect(other.body).to.deep.include({ from: '2025-01-01', to: '2025-12-31' });
    expect(other.body.incidents.raised).to.equal(0);
  });

  it('names an unmet precondition first', async () => {
    const { body } = await get(site, '/api/v1/roadmap?customer=customer-b');
    expect(body.points[0].says).to.match(/^Not met: a remote connection/);
  });

  it('gives the roadmap as CSV', async () => {
    const answer = await fetch(`${site.url}/api/v1/roadmap.csv?customer=customer-a`);
    expect(answer.headers.get('content-type')).to.match(/^text\/csv/);
    const lines = (await answer.text()).split('\r\n');
    expect(lines[0]).to.equal('section,host,what,count,at,says');
    expect(lines.some((line) => line.startsWith('cause,app-1,heap too small,3,'))).to.equal(true);
  });

  it('keeps in the audit log who read it', async () => {
    await get(site, '/api/v1/roadmap?customer=customer-a');
    const [entry] = await site.store.audit.latest(1);
    expect(entry?.kind).to.equal('report read');
  });

  it('asks which customer is meant, and knows no other', async () => {
    for (const path of ['/api/v1/assessment', '/api/v1/roadmap']) {
      const unnamed = await get(site, path);
      expect(unnamed.status).to.equal(400);
      expect(unnamed.body.detail).to.match(/\/customer: must name one/);
      expect((await get(site, `${path}?customer=customer-z`)).status).to.equal(404);
    }
  });

  it('shows a customer its own, which it need not name', async () => {
    await site.account('ben', 'customer', 'customer-b');
    const authorization = `Bearer ${await site.tokenOf('ben', 'read')}`;
    for (const path of ['/api/v1/assessment', '/api/v1/roadmap']) {
      const as = (query: string) => call(site, path + query, { headers: { authorization } });
      expect((await as('')).body.customer).to.equal('customer-b');
      expect((await as('?customer=customer-a')).status).to.equal(404);
    }
    const headers = { cookie: await site.cookieOf('ben'), accept: 'text/html' };
    for (const path of ['/assessment', '/roadmap', '/capacity']) {
      const page = await fetch(`${site.url}${path}?customer=customer-a`, { headers });
      expect(page.status).to.equal(404);
      expect(await page.text()).not.to.contain('app-1');
    }
    expect((await fetch(`${site.url}/capacity/app-1`, { headers })).status).to.equal(404);
  });
});
