import { expect } from 'chai';
import { canonicalJson, digestOf } from '../../../../gateway/incident/chain.ts';
import { isSigned } from '../../../../gateway/report/checkpoints/checkpoint.ts';
import { problemsIn } from '../../report/reported-store.ts';
import { critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

describe('GET /api/v1/reports/compliance', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openSite();
    await post(site, '/api/v1/results', [critical()]);
    await post(site, '/api/v1/results', [critical({ host: 'app-3', service: 'load' })]);
    site.now += 3 * 3_600_000;
  });
  afterEach(() => site.close());

  it('counts the incidents of this month where nothing else is asked', async () => {
    const { status, body, headers } = await get(site, '/api/v1/reports/compliance');
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.match(/^application\/json/);
    expect(body.period).to.deep.equal({ from: '2026-10-01', to: '2026-10-16' });
    expect(body.incidents).to.deep.equal({
      ...{ raised: 2, guaranteed: 1, notGuaranteed: 1, outside: 0 },
    });
    expect(body.rows[0]).to.include({
      customer: 'customer-a',
      plan: 'premium',
      clock: 'intervention',
    });
    expect(body.apart[0].customer).to.equal('customer-b');
  });

  it('takes a customer and days, the last one included', async () => {
    const report = async (query: string) =>
      (await get(site, `/api/v1/reports/compliance?${query}`)).body.incidents?.raised;
    expect(await report('customer=customer-a&from=2026-10-16&to=2026-10-16')).to.equal(1);
    expect(await report('customer=&from=2026-10-17&to=2026-10-18')).to.equal(0);
    expect(await report('from=2026-10-16T00:00:00Z&to=2026-10-16T09:00:00Z')).to.equal(2);
  });

  it('digests the same data in every view', async () => {
    const { body, headers } = await get(site, '/api/v1/reports/compliance');
    const { digest, ...report } = body;
    expect(digest).to.equal(digestOf(canonicalJson(report)));
    expect(headers.get('x-report-digest')).to.equal(`sha256:${digest}`);
    const csv = await fetch(`${site.url}/api/v1/reports/compliance.csv`);
    expect(csv.headers.get('content-type')).to.match(/^text\/csv/);
    const [header, first] = (await csv.text()).split('\r\n');
    expect(header).to.match(/^customer,plan,version,month,clock,severity,raised,met,missed/);
    expect(first).to.match(new RegExp(`^customer-a,premium,1,2026-10,.*,${digest}$`));
    const pdf = await fetch(`${site.url}/api/v1/reports/compliance.pdf`);
    expect(pdf.headers.get('content-type')).to.equal('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).to.equal('%PDF-');
    expect(pdf.headers.get('x-report-digest')).to.equal(`sha256:${digest}`);
    const page = await (await fetch(`${site.url}/reports`)).text();
    expect(page).to.contain(`sha256:${digest}`).and.to.contain('Guaranteed times');
  });

  const wrong: Readonly<Record<string, RegExp>> = {
    'from=yesterday': /query \/from: must be a day such as 2026-10-01.*not "yesterday"/,
    'from=2026-02-30': /query \/from: must be a day/,
    'from=2026-10-02&to=2026-10-01': /query \/to: must not be before 2026-10-02, not 2026-10-01/,
    'customer=nobody': /query \/customer: there is no customer "nobody"/,
    'customer=customer-x': /did you mean "customer-a"/,
    'form=2026-10-01': /query \/form: there is no such member/,
  };
  for (const [query, detail] of Object.entries(wrong)) {
    it(`answers ?${query} with a problem document that says what is wrong`, async () => {
      for (const ending of ['', '.csv', '.pdf']) {
        const path = `/api/v1/reports/compliance${ending}?${query}`;
        const { status, headers, body } = await get(site, path);
        expect(status).to.equal(400);
        expect(headers.get('content-type')).to.match(/^application\/problem\+json/);
        expect(body.detail).to.match(detail);
      }
    });
  }

  it('shows a customer what is theirs, and nothing else', async () => {
    await site.account('tina', 'customer', 'customer-a');
    const token = await site.tokenOf('tina', 'read');
    const ask = async (query: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${site.url}/api/v1/reports/compliance${query}`, { headers });
      return { status: answer.status, body: await answer.json() };
    };
    const own = (await ask('')).body as { customer: string; incidents: { raised: number } };
    expect(own).to.include({ customer: 'customer-a' });
    expect(own.incidents.raised).to.equal(1);
    expect((await ask('?customer=customer-b')).status).to.equal(400);
  });

  it('gives a bundle that verifies with the key of the installation', async () => {
    const answer = await fetch(`${site.url}/api/v1/reports/bundle?customer=customer-a`);
    expect(answer.headers.get('content-disposition')).to.equal(
      'attachment; filename="compliance-customer-a-2026-10-01-2026-10-16.bundle"',
    );
    const bundle = await answer.text();
    const { body } = await get(site, '/api/v1/reports/checkpoint');
    expect(await problemsIn(bundle, body.checkpoint.key)).to.deep.equal([]);
    expect(await problemsIn(bundle.replace('"raised":1', '"raised":2'), body.checkpoint.key)).not.to
      .be.empty;
    expect(bundle).not.to.contain('app-3');
    const page = await (await fetch(`${site.url}/reports?customer=customer-a`)).text();
    expect(page).to.contain(
      `watchclock verify compliance-customer-a-2026-10-01-2026-10-16.bundle --key ${body.checkpoint.key}`,
    );
    const [entry] = await site.store.audit.latest(2);
    expect(entry?.kind).to.equal('report read');
  });

  it('gives a customer no bundle of another', async () => {
    await site.account('tina', 'customer', 'customer-a');
    const authorization = `Bearer ${await site.tokenOf('tina', 'read')}`;
    const ask = (query: string) =>
      fetch(`${site.url}/api/v1/reports/bundle${query}`, { headers: { authorization } });
    expect((await ask('?customer=customer-b')).status).to.equal(400);
    const own = await (await ask('')).text();
    expect(own).to.contain('app-1').and.not.to.contain('app-3');
  });

  it('notes in the audit log who read which report', async () => {
    const { body } = await get(site, '/api/v1/reports/compliance?customer=customer-a');
    const [entry] = await site.store.audit.latest(1);
    expect(entry).to.include({ kind: 'report read' });
    expect(entry?.about).to.equal(`customer-a, 2026-10-01 to 2026-10-16, sha256:${body.digest}`);
  });

  it('has a signed checkpoint behind it, with the key of the installation', async () => {
    expect((await get(site, '/api/v1/reports/checkpoint')).status).to.equal(404);
    await get(site, '/api/v1/reports/compliance');
    const { body } = await get(site, '/api/v1/reports/checkpoint');
    expect(body.checkpoint).to.include({ number: 1, incidents: 2 });
    expect(body.checkpoint.key).to.match(/^[0-9a-f]{64}$/);
    expect(isSigned(body)).to.equal(true);
  });
});
