import { expect } from 'chai';
import { follow } from '../browser.ts';
import { critical, post } from '../call.ts';
import { openSite } from '../site.ts';
import { onEachStore } from './stage.ts';

const minutes = (count: number) => count * 60_000;

onEachStore('the board in a real browser', {}, (onStage) => {
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
      await page.clock.setFixedTime(site.now);
      await open('/');
      const left = clock('response').locator('.clock-left');
      expect(await left.innerText()).to.equal('5 min 0 s left');
      await page.clock.setFixedTime(site.now + 20_000);
      await page.getByText('4 min 40 s left').first().waitFor();
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
    'takes up by itself what happens, each where it belongs, and keeps the focus',
    onStage(async ({ site, page, open, results, act, complaints }) => {
      await results(critical());
      await open('/');
      await page.getByRole('link', { name: 'jira-http on app-1' }).focus();
      site.now -= minutes(5);
      await results(critical({ host: 'app-2' }));
      const other = page.getByRole('link', { name: 'jira-http on app-2' });
      await other.waitFor();
      expect(await page.locator('.row h2').allInnerTexts()).to.deep.equal([
        ...['jira-http on app-2', 'jira-http on app-1'],
      ]);
      expect(await page.locator('a:focus').getAttribute('href')).to.equal('/incidents/1');
      await page.waitForFunction("document.title === '2 open · watchclock'");
      site.now += minutes(5);
      await act(2, { kind: 'resolved', cause: 'restarted' });
      await other.waitFor({ state: 'detached' });
      await act(1, { kind: 'responded', actor: { kind: 'engineer', name: 'Tom Example' } });
      await page.locator('.row .worker', { hasText: 'Tom Example' }).waitFor();
      expect(await page.locator('a:focus').getAttribute('href')).to.equal('/incidents/1');
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'keeps what the reader looks at where it is when something comes above it',
    onStage(async ({ site, page, open, results }) => {
      await results(...Array.from({ length: 40 }, (_, index) => critical({ host: `h-${index}` })));
      await open('/');
      const row = page.getByRole('link', { name: 'jira-http on h-30', exact: true });
      await row.scrollIntoViewIfNeeded();
      const before = await row.boundingBox();
      site.now -= minutes(5);
      await results(critical({ host: 'app-2' }));
      await page.getByRole('link', { name: 'jira-http on app-2' }).waitFor();
      const after = await row.boundingBox();
      expect(Math.round(after?.y ?? 0)).to.equal(Math.round(before?.y ?? 1));
    }),
  );

  it(
    'is filtered from the address bar, and by its form without leaving the page',
    onStage(async ({ page, open, results, act, signIn }) => {
      await results(critical(), critical({ host: 'app-3', service: 'load', output: 'load 9' }));
      await results(critical({ host: 'app-2', service: 'swap', output: 'swap 1%' }));
      await act(2, { kind: 'severity-changed', severity: 'D', because: 'asked' });
      await act(3, { kind: 'responded', actor: { kind: 'engineer', name: 'Eva Example' } });
      await signIn();
      const titles = () => page.locator('.row h2').allInnerTexts();
      const cases: [string, string[]][] = [
        ['?customer=customer-b', ['load on app-3']],
        ['?severity=D', ['load on app-3']],
        ['?plan=standard', ['load on app-3']],
        ['?q=SWAP+app-2', ['swap on app-2']],
        ['?q=%233', ['swap on app-2']],
        ['?mine=1', ['swap on app-2']],
        ['?status=unanswered&customer=customer-a', ['jira-http on app-1']],
        ['?status=paused', []],
        [
          '?severity=Z&status=nonsense&customer=&q=+',
          ['swap on app-2', 'jira-http on app-1', 'load on app-3'],
        ],
      ];
      for (const [query, expected] of cases) {
        await open(`/${query}`);
        expect((await titles()).toSorted(), query).to.deep.equal(expected.toSorted());
      }
      await open('/');
      await page.getByRole('searchbox').fill('load');
      await page.getByRole('link', { name: 'swap on app-2' }).waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).to.equal('?q=load');
      await results(critical({ host: 'app-1', service: 'load', output: 'load 8' }));
      await page.getByRole('link', { name: 'load on app-1' }).waitFor();
      await page.goBack();
      await page.getByRole('link', { name: 'swap on app-2' }).waitFor();
    }),
  );

  it(
    'is used with keys alone, which ? lists',
    onStage(async ({ page, open, results }) => {
      await results(critical(), critical({ host: 'app-2' }));
      await open('/');
      const press = (key: string) => page.keyboard.press(key);
      await press('j');
      await press('j');
      expect(await page.locator('a:focus').innerText()).to.equal('jira-http on app-2');
      await press('k');
      expect(await page.locator('a:focus').innerText()).to.equal('jira-http on app-1');
      await press('?');
      expect(await page.getByRole('dialog').innerText()).to.contain('look for a text');
      await press('Escape');
      await press('/');
      await press('j');
      expect(await page.locator('input:focus').inputValue()).to.equal('j');
      await press('?');
      expect(await page.getByRole('dialog').count()).to.equal(0);
      await open('/');
      await page.getByRole('link', { name: 'jira-http on app-1' }).focus();
      await press('Enter');
      await page.waitForURL('**/incidents/1');
      await press('b');
      await page.waitForURL((url) => url.pathname === '/');
    }),
  );

  it(
    'says that it is old when the gateway does not answer any more',
    onStage(async ({ page, open, results }) => {
      await results(critical());
      await page.route('**/board/changes*', (route) => route.abort());
      await open('/');
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
      await follow(page.getByRole('link', { name: 'Resolved' }));
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
      const links = board.matchAll(/<a href="\/incidents\/(\d+)">/g);
      const titles = [...links].map(([, id]) => Number(id));
      expect(titles).to.have.length(100);
      expect(titles.slice(0, 4)).to.deep.equal([301, 302, 303, 1]);
      expect(board).to.contain('303 open').and.to.contain('and 203 more');
    } finally {
      await site.close();
    }
  });
});

onEachStore('the board without a script', { javaScriptEnabled: false }, (onStage) => {
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
