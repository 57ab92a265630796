import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { StoreAddress } from '../../../../gateway/store/address.ts';
import { secret } from '../../../../plugins/settings/secret.ts';
import { databases } from '../../../peers/shared-postgresql.ts';
import { follow, openBrowser, openContext } from '../browser.ts';
import { openSite, password, type Site } from '../site.ts';

describe('an incident from its report to the compliance page, without a script', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof databases>> | undefined;
  before(async function () {
    browser = await openBrowser(this);
  });
  after(async () => {
    await browser?.close();
    await server?.remove();
  });

  it('goes its way on SQLite', () => live(undefined));

  it('goes its way on PostgreSQL', async function () {
    server = await databases(this);
    await live({ kind: 'postgresql', url: secret(server.createDatabase()) });
  });

  async function live(address: StoreAddress | undefined): Promise<void> {
    const site = await openSite(Date.UTC(2026, 9, 16, 8), { address });
    const context = await openContext(browser, { javaScriptEnabled: false });
    try {
      const page = await context.newPage();
      await site.account('eva', 'lead');
      await site.account('tina', 'customer', 'customer-a');
      await signIn(site, page, 'tina', '/raise');
      await page.getByLabel('What is wrong').fill('the search index is broken');
      await page.getByLabel(/critical loss/).check();
      await follow(page.getByRole('button', { name: 'Raise the incident' }));
      await page.getByText('Thank you: this is incident #1.').waitFor();
      await signIn(site, page, 'eva', '/?q=search');
      await follow(page.getByRole('link', { name: 'the search index is broken' }));
      site.now += 60 * 60_000;
      await follow(page.getByRole('button', { name: 'Respond' }));
      await unfold(page, 'Resolve', { 'What it was': 'rebuilt the search index' });
      await unfold(page, 'Write down how', { Title: 'Search index broken' });
      await page.getByRole('heading', { name: 'S1: Search index broken' }).waitFor();
      await page.goto(`${site.url}/solutions?q=index`);
      await page.getByRole('link', { name: 'S1: Search index broken' }).waitFor();
      await signIn(site, page, 'tina', '/raise');
      await page.getByLabel('What is wrong').fill('search is broken again');
      await page.getByLabel(/minor loss/).check();
      await follow(page.getByRole('button', { name: 'Raise the incident' }));
      expect(await page.getByRole('heading', { name: 'Known solutions' }).count()).to.equal(0);
      await signIn(site, page, 'eva', '/incidents/2');
      await page.getByText('the words search, broken').waitFor();
      await follow(page.getByRole('button', { name: /^Link it/ }));
      expect((await site.store.incident(2))?.solutions).to.deep.equal(['S1: Search index broken']);
      await page.goto(`${site.url}/reports`);
      const rows = page.getByRole('region', { name: /^By customer, plan/ });
      const behind = rows.getByRole('row', { name: /response B/ }).getByRole('link');
      await follow(behind.first());
      expect(await page.locator('.row h2').allInnerTexts()).to.deep.equal([
        ...['the search index is broken'],
      ]);
    } finally {
      await context.close();
      await site.close();
    }
  }
});

async function signIn({ url }: Site, page: Page, name: string, path: string): Promise<void> {
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(password);
  await follow(page.getByRole('main').getByRole('button', { name: 'Sign in' }).first());
}

/** Unfolds an action, fills its form in and sends it. */
async function unfold(page: Page, action: string, fields: Readonly<Record<string, string>>) {
  const form = page
    .locator('details.action', { has: page.locator('summary', { hasText: action }) })
    .first();
  await form.locator('summary').click();
  for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
  await follow(form.getByRole('button'));
}
