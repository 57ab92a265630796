import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { password } from '../site.ts';
import { onEachStore, type Stage } from './stage.ts';

onEachStore(
  'the pages of accounts in a real browser, without a script',
  { javaScriptEnabled: false },
  (onStage) => {
    it(
      'invite a customer’s contact, who signs in, changes the password and makes a token',
      onStage(async (stage) => {
        const { site, page, open } = stage;
        await site.account('lea', 'lead');
        await signIn(stage, 'lea', password, '/accounts');
        await page.getByLabel('Name what is typed').fill('tina@example.org');
        await page.getByLabel('As the history shows it').fill('Tina Technical');
        await page.getByLabel('Role').selectOption('customer');
        await page.getByRole('button', { name: 'Add the account' }).click();
        expect(await page.getByRole('alert').innerText()).to.equal(
          'The customer is missing: whose contact is it?',
        );
        await page.getByLabel('Customer of a contact').selectOption('customer-a');
        await page.getByRole('button', { name: 'Add the account' }).click();
        const made = await page.getByRole('status').locator('code').innerText();
        await signIn(stage, 'tina@example.org', made, '/account');
        await page.getByLabel('The one you have').fill(made);
        await page.getByLabel('The new one at least').fill('a better password');
        await page.getByLabel('The new one again').fill('a better password');
        await page.getByRole('button', { name: 'Change the password' }).click();
        await page.getByText('Your password is another one now.').waitFor();
        await page.locator('summary', { hasText: 'Make a token' }).click();
        expect(await page.getByRole('group').getByRole('checkbox').count()).to.equal(4);
        await page.getByLabel('For what').fill('our own dashboard');
        await page.getByLabel('read', { exact: true }).check();
        await page.getByRole('button', { name: 'Make the token' }).click();
        const token = await page.getByRole('status').locator('code').innerText();
        const headers = { authorization: `Bearer ${token}` };
        const who = await (await fetch(`${site.url}/api/v1/account`, { headers })).json();
        expect(who).to.deep.include({ customer: 'customer-a', rights: ['read'] });
        await open('/accounts');
        expect(await page.locator('h1').innerText()).to.equal('Forbidden');
      }),
    );

    it(
      'let a lead disable an account, end its tokens, and never the last lead’s; auditors look on',
      onStage(async (stage) => {
        const { site, page, open } = stage;
        await site.account('lea', 'lead');
        await site.account('eva', 'engineer');
        await site.account('otto', 'auditor');
        await site.tokenOf('eva', 'read');
        await signIn(stage, 'lea', password, '/accounts');
        await page.getByRole('link', { name: 'eva' }).first().click();
        await page.getByRole('button', { name: /^End token/ }).click();
        expect(await page.getByRole('button', { name: /^End token/ }).count()).to.equal(0);
        await page.getByRole('button', { name: 'Disable the account' }).click();
        await page.getByRole('button', { name: 'Enable the account' }).waitFor();
        expect((await site.store.accounts.account('eva'))?.disabledAt).to.equal(site.now);
        await open('/accounts/lea');
        await page.getByRole('button', { name: 'Disable the account' }).click();
        expect(await page.getByRole('alert').innerText()).to.contain('lea is the only lead');
        await signIn(stage, 'otto', password, '/accounts/eva');
        expect(await page.locator('.facts').innerText()).to.contain('disabled');
        expect(await page.locator('main form').count()).to.equal(0);
        await open('/audit');
        expect(await page.locator('table').innerText()).to.contain('eva: disabled');
      }),
    );
  },
);

async function signIn({ page, open }: Stage, name: string, given: string, next: string) {
  await open(`/sign-in?next=${encodeURIComponent(next)}`);
  await fillIn(page, name, given);
}

async function fillIn(page: Page, name: string, given: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(given);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).first().click();
}
