import { expect } from 'chai';
import type { ComplianceReport } from '../../../../sla/compliance/data.ts';
import { critical, get, post } from '../call.ts';
import { openSite, type Site } from '../site.ts';

const hour = 3_600_000;

describe('the figures of a report', () => {
  let site: Site;
  before(async () => {
    // 23:30 of the last day of September in Brussels.
    site = await openSite(Date.UTC(2026, 8, 30, 21, 30));
    await raise('early');
    site.now = Date.UTC(2026, 9, 16, 8);
    await raise('missed');
    await raise('reclassified');
    await raise('paused');
    await raise('invalid');
    await post(site, '/api/v1/results', [critical({ host: 'app-3', service: 'load' })]);
    await act(4, { kind: 'information-requested', whom: 'Tina Technical', what: 'access' });
    await act(5, { kind: 'declared-not-valid', reason: 'a test' });
    site.now += hour;
    await act(3, { kind: 'responded' });
    await act(3, { kind: 'severity-changed', severity: 'A', because: 'all are hit' });
    site.now += 3 * hour;
    await act(1, { kind: 'intervention-started' });
    site.now += 4 * hour;
  });
  after(() => site.close());

  const raise = (service: string) => post(site, '/api/v1/results', [critical({ service })]);
  const act = (id: number, body: object) => post(site, `/api/v1/incidents/${id}/events`, body);

  it('lead to exactly as many incidents as they count, each of them', async () => {
    for (const period of [
      'from=2026-10-01&to=2026-10-31',
      'from=2026-09-01&to=2026-09-30',
      'from=2026-09-30&to=2026-10-16',
    ]) {
      const { body } = await get(site, `/api/v1/reports/compliance?${period}`);
      for (const [query, count] of figuresOf(body)) {
        expect(await behind(`${period}&${query}`), `${period}&${query}`).to.have.length(count);
      }
    }
  });

  it('are listed under the severity whose target counted, not the one in force now', async () => {
    const october = 'from=2026-10-01&to=2026-10-31';
    expect(await behind(`${october}&severity=A&clock=response`)).to.deep.equal([]);
    expect(await behind(`${october}&severity=A&clock=intervention`)).to.deep.equal([
      'reclassified',
    ]);
  });

  it('stand on the page as links to them', async () => {
    const page = await (await fetch(`${site.url}/reports?from=2026-10-01&to=2026-10-31`)).text();
    const links = [...page.matchAll(/href="(\/incidents\?[^"]+)">(?:<b>)?(\d+)(?:<\/b>|<\/a>)/g)];
    expect(links.length).to.be.above(10);
    for (const [, path = '', count] of links) {
      // Updates and pauses are counted themselves, and one incident may have several.
      if (/update=|paused=/.test(path)) continue;
      expect(
        await behind(path.replaceAll('&amp;', '&').slice('/incidents?'.length)),
        path,
      ).to.have.length(Number(count));
    }
  });

  it('show a customer no incident of another', async () => {
    await site.account('ben', 'customer', 'customer-b');
    const headers = { cookie: await site.cookieOf('ben'), accept: 'text/html' };
    const ask = (query: string) =>
      fetch(`${site.url}/incidents?from=2026-10-01&to=2026-10-31${query}`, { headers });
    expect(titlesIn(await (await ask('')).text())).to.deep.equal(['load']);
    expect((await ask('&customer=customer-a')).status).to.equal(400);
  });

  /** What the incidents behind a figure are about. */
  async function behind(query: string): Promise<readonly string[]> {
    const answer = await fetch(`${site.url}/incidents?${query}`);
    expect(answer.status, query).to.equal(200);
    return titlesIn(await answer.text());
  }
});

function titlesIn(page: string): readonly string[] {
  return [...page.matchAll(/<h2><a href="\/incidents\/\d+"><bdi>([^<]+)/g)].map(
    ([, title = '']) => title,
  );
}

/** Each count of a report, and the query that asks for the incidents behind it. */
function figuresOf({ incidents, totals, rows, updates }: ComplianceReport) {
  const verdicts = {
    met: 'met',
    missed: 'missed',
    excluded: 'excluded',
    notNeeded: 'not-needed',
    running: 'running',
  } as const;
  const ofClock = (row: ComplianceReport['totals'][number], query: string) => [
    [query, row.raised] as const,
    ...Object.entries(verdicts).map(
      ([key, verdict]) =>
        [`${query}&verdict=${verdict}`, row[key as keyof typeof verdicts]] as const,
    ),
    [`${query}&verdict=decided`, row.attainment.of] as const,
    [`${query}&near=75`, row.nearMisses.from75] as const,
    [`${query}&near=90`, row.nearMisses.from90] as const,
  ];
  return [
    ['', incidents.raised] as const,
    ['standing=guaranteed', incidents.guaranteed] as const,
    ['standing=not+guaranteed', incidents.notGuaranteed] as const,
    ['standing=outside', incidents.outside] as const,
    ...totals.flatMap((total) => ofClock(total, `clock=${total.clock}`)),
    ...rows.flatMap((row) =>
      ofClock(
        row,
        `customer=${row.customer}&plan=${row.plan}&version=${row.version}&month=${row.month}&clock=${row.clock}&severity=${row.severity}`,
      ),
    ),
    ...updates.map(
      ({ customer, severity, month, due }) =>
        [
          `customer=${customer}&severity=${severity}&month=${month}&update=due`,
          Math.min(due, 1),
        ] as const,
    ),
  ];
}
