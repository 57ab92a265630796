import { expect } from 'chai';
import { follow } from '../browser.ts';
import { password } from '../site.ts';
import { onEachStore, type Stage } from './stage.ts';

/** Signs in with an account and goes to a path. */
async function enter({ open, page }: Stage, name: string, path: string): Promise<void> {
  await open(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(password);
  await follow(page.getByRole('main').getByRole('button', { name: 'Sign in' }).first());
}

onEachStore('raising an incident in a real browser', {}, (onStage) => {
  it(
    'takes what a customer’s contact reports, in the contract’s words, and gives number and deadlines',
    onStage(async (stage) => {
      const { site, page, complaints } = stage;
      await site.account('tina', 'customer', 'customer-a');
      await enter(stage, 'tina', '/raise');
      const form = page.getByRole('main');
      expect(await form.innerText()).to.contain(
        'critical loss of functionality or performance leaves a high number of users unable to perform their normal functions',
      );
      await page.getByLabel('What is wrong').fill('search finds nothing');
      await page.getByLabel(/critical loss of functionality/).check();
      await page.getByLabel('Everything else').fill('since eight\no’clock');
      await page.getByLabel('Which machine').selectOption('app-1');
      await follow(page.getByRole('button', { name: 'Raise the incident' }));
      const thanks = await page.getByRole('status').filter({ hasText: 'Thank you' }).innerText();
      expect(thanks).to.contain('this is incident #1');
      expect(thanks).to.match(/response due Fri 16 Oct 12:00.*intervention due Fri 16 Oct 14:00/s);
      const [first] = await site.store.history(1);
      expect(first?.actor).to.deep.equal({ kind: 'customer', name: { personal: 'tina Example' } });
      expect(first?.event).to.deep.include({
        customer: 'customer-a',
        severity: 'B',
        host: 'app-1',
      });
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'raises what is sent twice only once',
    onStage(async (stage) => {
      const { site, page } = stage;
      await site.account('tina', 'customer', 'customer-a');
      await enter(stage, 'tina', '/raise');
      const once = await page.locator('input[name=once]').inputValue();
      const form_key = await page.locator('main input[name=form_key]').inputValue();
      const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
      const fields = { form_key, once, customer: 'customer-a', channel: 'web', severity: 'D' };
      const send = () =>
        fetch(`${site.url}/raise`, {
          method: 'POST',
          body: new URLSearchParams({ ...fields, summary: 'a question' }),
          headers: { cookie: cookie.join('; ') },
          redirect: 'manual',
        });
      const places = [await send(), await send()].map((each) => each.headers.get('location'));
      expect(places).to.deep.equal(['/incidents/1?raised=1', '/incidents/1?raised=1']);
      expect(await site.store.list({})).to.have.length(1);
    }),
  );

  it(
    'says before sending that the guarantees will not apply, and when the hours open',
    onStage(async (stage) => {
      const { site, page } = stage;
      await site.account('ben', 'customer', 'customer-b');
      site.now = Date.parse('2026-10-17T12:00:00+02:00');
      await enter(stage, 'ben', '/raise');
      const text = await page.getByRole('main').innerText();
      expect(text).to.contain('no remote connection to the production environment is available');
      expect(text).to.contain('the clocks start to run at the next opening, Mon 19 Oct 09:00');
    }),
  );

  it(
    'enters a call with who called and when, marked as entered afterwards',
    onStage(async (stage) => {
      const { site, page } = stage;
      await site.account('eva', 'engineer');
      site.now = Date.parse('2026-10-16T20:00:00+02:00');
      await enter(stage, 'eva', '/raise');
      await page.getByLabel('Customer').selectOption('customer-a');
      await follow(page.getByRole('button', { name: 'Go on' }));
      await page.getByLabel('Who called').fill('Tina Technical');
      await page.getByLabel('What is wrong').fill('the login page is empty');
      await page.getByLabel(/minor loss/).check();
      await follow(page.getByRole('button', { name: 'Raise the incident' }));
      const refusal = await page.getByRole('alert').innerText();
      expect(refusal).to.contain('by phone only during the service hours of plan premium');
      expect(refusal).to.contain('next open Sat 2026-10-17 07:00');
      expect(await page.getByLabel('What is wrong').inputValue()).to.equal(
        'the login page is empty',
      );
      await page.getByRole('textbox', { name: /^When/ }).fill('2026-10-16T18:30');
      await follow(page.getByRole('button', { name: 'Raise the incident' }));
      await page.waitForURL('**/incidents/1?raised=1');
      const [first] = await site.store.history(1);
      expect(first?.at).to.equal(Date.parse('2026-10-16T18:30:00+02:00'));
      expect(first?.event).to.have.nested.property('cause.enteredAfterwards', true);
      expect(await page.locator('.timeline').innerText()).to.contain(
        'Tina Technical (by phone to eva Example)',
      );
    }),
  );

  it(
    'is not for those who only look',
    onStage(async (stage) => {
      const { site, page } = stage;
      await site.account('otto', 'auditor');
      await enter(stage, 'otto', '/');
      expect(await page.getByRole('link', { name: 'Raise' }).count()).to.equal(0);
      await page.goto(`${site.url}/raise`);
      expect(await page.getByRole('main').innerText()).to.contain('may not do this');
    }),
  );
});
