import { expect } from 'chai';
import { critical, post } from '../call.ts';
import { openSite } from '../site.ts';
import { stages } from './stage.ts';

const minutes = (count: number) => count * 60_000;

describe('the board in a real browser', () => {
  const onStage = stages();

  it(
    'says so when nothing is wrong, and what to expect',
    onStage(async ({ page, open, complaints }) => {
      await open('/');
      expect(await page.locator('main').innerText()).to.contain('Nothing is wrong');
      expect(await page.title()).to.equal('Nothing is wrong · watchclock');
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'shows the open incidents, what is due next first',
    onStage(async ({ page, open, results, clock }) => {
      await results(critical({ host: 'app-3', service: 'load', output: 'load average: 9, 8, 7' }));
      await results(critical());
      await open('/');
      const titles = await page.locator('.row h2').allInnerTexts();
      expect(titles).to.deep.equal(['jira-http on app-1', 'load on app-3']);
      const first = await page.locator('.row').first().innerText();
      for (const text of ['CRITICAL', 'connection refused', 'Customer A', 'premium', '#2']) {
        expect(first).to.contain(text);
      }
      const response = clock('response');
      expect(await response.innerText()).to.match(/2 h left\s+due Fri 16 Oct 12:00 \+02:00/i);
      const due = await response.locator('time').getAttribute('datetime');
      expect(due).to.equal('2026-10-16T10:00:00.000Z');
    }),
  );

  it(
    'counts the time down',
    onStage(async ({ site, page, open, results, clock }) => {
      await results(critical());
      site.now += minutes(115);
      await open('/');
      const left = clock('response').locator('.clock-left');
      expect(await left.innerText()).to.match(/^(5 min 0|4 min 59) s left$/);
      await page
        .getByText(/4 min 5\d s left/)
        .first()
        .waitFor();
    }),
  );

  it(
    'shows what is overdue, paused, and outside service hours with the next opening',
    onStage(async ({ site, page, open, results, act }) => {
      await results(critical(), critical({ host: 'app-2', service: 'load' }));
      await act(2, { kind: 'information-requested', whom: 'Tina Technical', what: 'access' });
      site.now += minutes(150);
      await open('/');
      const [overdue, paused] = await page.locator('.row').allInnerTexts();
      expect(overdue).to.match(/30 min over\s+was due Fri 16 Oct 12:00/);
      expect(paused).to.match(/2 h left\s+paused: the customer was asked/);
      const counts = await page.locator('.counts').innerText();
      expect(counts).to.match(/2 open\s+1 overdue\s+1 paused/);
      site.now = Date.parse('2026-10-16T20:00:00+02:00');
      await open('/');
      expect(await page.locator('.row').first().innerText()).to.contain(
        'outside service hours; counts from Sat 17 Oct 07:00 +02:00',
      );
    }),
  );

  it(
    'is renewed while somebody looks, and keeps the focus',
    onStage(async ({ page, open, results }) => {
      await results(critical());
      await page.clock.install();
      await open('/');
      await page.getByRole('link', { name: 'jira-http on app-1' }).focus();
      await results(critical({ host: 'app-2' }));
      await page.clock.fastForward(31_000);
      await page.getByRole('link', { name: 'jira-http on app-2' }).waitFor();
      expect(await page.locator('a:focus').getAttribute('href')).to.equal('/incidents/1');
      expect(await page.title()).to.equal('2 open · watchclock');
    }),
  );

  it(
    'says that it is old when the gateway does not answer any more',
    onStage(async ({ page, open, results }) => {
      await results(critical());
      await page.clock.install();
      await open('/');
      await page.route('**/*', (route) => route.abort());
      await page.clock.fastForward(31_000);
      await page.getByRole('status').waitFor();
      expect(await page.getByRole('status').innerText()).to.contain('does not answer');
      expect(await page.locator('.row').count()).to.equal(1);
    }),
  );

  it(
    'shows apart what was resolved',
    onStage(async ({ page, open, results, act }) => {
      await results(critical());
      await act(1, { kind: 'resolved', cause: 'restarted' });
      await open('/');
      expect(await page.locator('.row').count()).to.equal(0);
      await page.getByRole('link', { name: 'Resolved' }).click();
      expect(await page.locator('.row').innerText()).to.contain('jira-http on app-1');
    }),
  );
});

describe('a board of very many incidents', () => {
  it('shows those that are due next, and how many more there are', async () => {
    const site = await openSite();
    try {
      const results = Array.from({ length: 303 }, (_, index) =>
        critical({ host: `host-${index}` }),
      );
      await post(site, '/api/v1/results', results.slice(3));
      site.now -= 60_000;
      await post(site, '/api/v1/results', results.slice(0, 3));
      const board = await (await fetch(site.url)).text();
      const titles = [...board.matchAll(/<a href="\/incidents\/(\d+)">/g)].map(([, id]) =>
        Number(id),
      );
      expect(titles).to.have.length(300);
      expect(titles.slice(0, 4)).to.deep.equal([301, 302, 303, 1]);
      expect(board).to.contain('303 open').and.to.contain('and 3 more');
    } finally {
      await site.close();
    }
  });
});

describe('the board without a script', () => {
  const onStage = stages({ javaScriptEnabled: false });

  it(
    'shows the time that is left, and comes anew by itself',
    onStage(async ({ site, page, open, results, clock }) => {
      await results(critical());
      site.now += minutes(115);
      await open('/');
      const left = await clock('response').locator('.clock-left').innerText();
      expect(left).to.equal('5 min 0 s left');
      const refresh = page.locator('meta[http-equiv=refresh]');
      expect(await refresh.getAttribute('content')).to.equal('30');
    }),
  );
});
