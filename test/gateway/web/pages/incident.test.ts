import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { follow } from '../browser.ts';
import { critical, post } from '../call.ts';
import { password } from '../site.ts';
import { onEachStore } from './stage.ts';

const minutes = (count: number) => count * 60_000;

onEachStore('the page of an incident in a real browser', {}, (onStage) => {
  it(
    'shows its history and the ledger of each clock',
    onStage(async ({ site, page, open, results, complaints }) => {
      site.now = Date.parse('2026-10-15T18:30:00+02:00');
      await results(critical({ output: 'HTTP CRITICAL - 503|time=1s' }));
      site.now = Date.parse('2026-10-16T07:30:00+02:00');
      await open('/');
      await follow(page.getByRole('link', { name: 'jira-http on app-1' }));
      await page.getByText('How the response time is counted').click();
      const ledger = page.getByRole('region', { name: 'Ledger of the response time' });
      const past = await ledger.locator('tbody').first().locator('tr').allInnerTexts();
      expect(past).to.deep.equal([
        'Thu 2026-10-15 18:30:00 +02:00\tThu 2026-10-15 19:00:00 +02:00\tcounts\t+0:30:00\t0:30:00',
        'Thu 2026-10-15 19:00:00 +02:00\tFri 2026-10-16 07:00:00 +02:00\toutside hours\t\t0:30:00',
        'Fri 2026-10-16 07:00:00 +02:00\tFri 2026-10-16 07:30:00 +02:00\tcounts\t+0:30:00\t1:00:00',
      ]);
      const ahead = await ledger.locator('.ahead').innerText();
      expect(ahead).to.contain('Fri 2026-10-16 08:30:00 +02:00');
      const timeline = await page.locator('.timeline').innerText();
      expect(timeline).to.match(/Raised: jira-http on app-1 is\s+CRITICAL.*HTTP CRITICAL - 503/s);
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'lets only somebody act who has signed in',
    onStage(async ({ site, page, open, results, signIn }) => {
      await results(critical());
      await open('/incidents/1');
      expect(await page.locator('main form').count()).to.equal(0);
      await signIn('/incidents/1');
      expect(page.url()).to.equal(`${site.url}/incidents/1`);
      expect(await page.locator('main form').count()).to.be.greaterThan(5);
      await follow(page.getByRole('button', { name: 'Sign out' }));
      await open('/incidents/1');
      expect(await page.locator('main form').count()).to.equal(0);
    }),
  );

  it(
    'takes a response, a question, an answer, a resolution and a reopening',
    onStage(async ({ site, page, results, signIn, clock, complaints }) => {
      await results(critical());
      site.now += minutes(30);
      await signIn('/incidents/1');
      await follow(page.getByRole('button', { name: 'Respond' }));
      expect(await clock('response').innerText()).to.match(/met\s+30 min of 2 h/);
      const question = { Whom: 'Tina Technical', 'For which information': 'the log\nof today' };
      await fill(page, 'Ask the customer', question);
      expect(await clock('intervention').innerText()).to.contain('paused: the customer was asked');
      await fill(page, 'Received what was asked for', { 'What came': 'here it is' });
      expect(await clock('intervention').innerText()).to.contain('3 h 30 min left');
      await fill(page, 'Resolve', { 'What it was': 'the pool was exhausted' });
      expect(await page.locator('.incident-head').innerText()).to.contain('resolved');
      await fill(page, 'Reopen', { Why: 'again' });
      const says = await page.locator('.timeline .says').allInnerTexts();
      expect(says.map((text) => text.split(/[:( ]/)[0])).to.deep.equal([
        ...['Reopened', 'Resolved', 'Answered'],
        ...['Asked', 'Responded', 'Raised'],
      ]);
      const { actor, event } = (await site.store.history(1))[2] ?? {};
      expect(actor).to.deep.equal({ kind: 'engineer', name: { personal: 'Eva Example' } });
      expect(event).to.deep.include({ what: { personal: 'the log\nof today' } });
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'shows the status update that Premium owes during an intervention',
    onStage(async ({ site, page, results, signIn, clock }) => {
      await results(critical());
      await signIn('/incidents/1');
      await follow(page.getByRole('button', { name: 'Start intervention' }));
      expect(await clock('status update').innerText()).to.match(/2 h left\s+due Fri 16 Oct 12:00/);
      site.now += minutes(60);
      await fill(page, 'Post a status update', { 'How it stands': 'restarting' });
      expect(await clock('status update').innerText()).to.match(/2 h left\s+due Fri 16 Oct 13:00/);
    }),
  );

  it(
    'shows whoever was slower what happened meanwhile, and lets them go on',
    onStage(async ({ site, page, results, act, signIn }) => {
      await results(critical());
      await signIn('/incidents/1');
      const actor = { kind: 'engineer', name: 'Tom Example' };
      await act(1, { kind: 'severity-changed', severity: 'B', because: 'Tina asked', actor });
      await fill(page, 'Ask the customer', { Whom: 'Tina Technical', 'For which': 'the log' });
      const conflict = page.getByRole('alert');
      expect(await conflict.innerText()).to.match(
        /Somebody was quicker.*Severity B set.*Tom Example/s,
      );
      expect((await site.store.incident(1))?.requests).to.deep.equal([]);
      expect(await page.locator('.timeline .fresh').innerText()).to.contain('Tom Example');
      expect(await conflict.getByLabel('For which').inputValue()).to.equal('the log');
      await follow(conflict.getByRole('button', { name: 'Ask the customer all the same' }));
      const { requests } = (await site.store.incident(1)) ?? {};
      expect(requests?.map(({ what }) => what)).to.deep.equal(['the log']);
    }),
  );

  it(
    'lets nobody be stopped by what monitoring says meanwhile',
    onStage(async ({ page, results, signIn, clock }) => {
      await results(critical());
      await signIn('/incidents/1');
      await results(critical({ output: 'still refused' }));
      await follow(page.getByRole('button', { name: 'Respond' }));
      expect(await clock('response').innerText()).to.contain('met');
    }),
  );

  it(
    'says why an action cannot be followed',
    onStage(async ({ page, results, act, signIn }) => {
      await results(critical());
      await signIn('/incidents/1');
      await act(1, { kind: 'resolved', cause: 'somebody else was faster' });
      await follow(page.getByRole('button', { name: 'Respond' }));
      expect(await page.getByRole('alert').innerText()).to.contain('somebody else was faster');
      await follow(page.getByRole('button', { name: 'Respond all the same' }));
      const alert = await page.getByRole('alert').innerText();
      expect(alert).to.equal('incident 1 is resolved: reopen it before responding');
    }),
  );

  it(
    'is worked on with keys alone',
    onStage(async ({ site, page, results, signIn }) => {
      await results(critical());
      await signIn('/incidents/1');
      await page.keyboard.press('r');
      await page.getByText('Responded: an engineer looks at it').waitFor();
      await page.waitForLoadState();
      await page.keyboard.press('n');
      await page.keyboard.type('checking the pool');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('.timeline blockquote', { hasText: 'checking the pool' }).waitFor();
      await page.waitForLoadState();
      await page.keyboard.press('?');
      expect(await page.getByRole('dialog').innerText()).to.contain('Post a status update');
      await page.keyboard.press('Escape');
      await page.keyboard.press('d');
      await page.keyboard.type('a test of the cable');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Declared not valid').first().waitFor();
      const kinds = (await site.store.history(1)).map(({ event }) => event.kind);
      expect(kinds).to.deep.equal(['raised', 'responded', 'note', 'declared-not-valid']);
    }),
  );

  it(
    'shows what monitoring saw, with the limits, without a script',
    onStage(async ({ site, page, open, results }) => {
      await results(critical());
      const place = { customer: 'customer-a', host: 'app-1', service: 'jira-http' };
      const sample = (minutesAgo: number, time: number, state: 'OK' | 'CRITICAL') => ({
        ...{ ...place, state, at: site.now - minutes(minutesAgo) },
        perfdata: `time=${time}s;1;2 'a <b>'=5B`,
      });
      await site.store.results.append([
        ...[sample(60, 0.2, 'OK'), sample(30, 0.4, 'OK'), sample(5, 2.5, 'CRITICAL')],
      ]);
      await open('/incidents/1');
      const names = await page
        .locator('svg.chart')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
      expect(names).to.deep.equal([
        'jira-http on app-1: OK, then CRITICAL',
        'time: between 0.2 s and 2.5 s, last 2.5 s; warning at 1 s; critical at 2 s',
        'a <b>: between 5 B and 5 B, last 5 B',
      ]);
    }),
  );

  it(
    'takes a confirmation, a merge of a duplicate, a verdict of not valid and a withdrawal',
    onStage(async ({ site, page, results, open, signIn }) => {
      await results(critical(), critical({ host: 'app-2' }));
      for (const summary of ['search is slow', 'a question']) {
        site.now += minutes(1);
        await post(site, '/api/v1/incidents', { customer: 'customer-a', summary });
      }
      await signIn('/incidents/1');
      const marks = () => page.locator('.incident-head').innerText();
      await fill(page, 'Confirm that it is valid', {});
      expect(await marks()).to.contain('confirmed valid');
      await open('/incidents/3');
      await fill(page, 'Merge into another one', { 'The earlier incident’s number': '1' });
      expect(await marks()).to.contain('merged');
      await follow(page.locator('.facts').getByRole('link', { name: '#1' }));
      expect(await page.locator('.timeline').innerText()).to.contain('#3 was merged into this one');
      await open('/incidents/2');
      await fill(page, 'Declare it not valid', { 'Why not': 'a test of ours' });
      expect(await marks()).to.contain('not valid');
      await open('/incidents/4');
      await fill(page, 'Withdraw', { 'Why its issuer': 'found it myself' });
      expect(await marks()).to.contain('withdrawn');
      const states = await Promise.all([1, 2, 3, 4].map((id) => site.store.incident(id)));
      expect(states.map((state) => state?.status)).to.deep.equal([
        ...['open', 'not valid', 'merged', 'withdrawn'],
      ]);
    }),
  );

  it(
    'lets a customer’s contact do what is the customer’s only',
    onStage(async ({ site, page, results, open }) => {
      await results(critical());
      await site.account('tina', 'customer', 'customer-a');
      await open('/sign-in?next=/incidents/1');
      await page.getByLabel('Name', { exact: true }).fill('tina');
      await page.getByLabel('Password').fill(password);
      await follow(page.getByRole('main').getByRole('button', { name: 'Sign in' }).first());
      const offered = await page.locator('.action > summary').allInnerTexts();
      expect(offered.map((text) => text.replace(/\s.$/, ''))).to.deep.equal([
        ...['Set the severity', 'Add a note', 'Withdraw'],
      ]);
      await page.locator('summary', { hasText: 'Set the severity' }).click();
      await page.locator('select[name=severity]').selectOption('C');
      await page.getByLabel('Why', { exact: true }).fill('I do: only search is slow');
      await follow(page.getByRole('button', { name: 'Set the severity' }));
      expect(await page.locator('.timeline').innerText()).to.contain('by tina Example (customer)');
    }),
  );
});

/** Unfolds an action, fills its form in and sends it. */
async function fill(page: Page, action: string, fields: Readonly<Record<string, string>>) {
  const form = page.locator('details.action', { has: page.getByText(action, { exact: true }) });
  await form.locator('summary').click();
  for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
  await follow(form.getByRole('button'));
}
