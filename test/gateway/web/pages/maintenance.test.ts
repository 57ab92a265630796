import { expect } from 'chai';
import { follow } from '../browser.ts';
import { critical } from '../call.ts';
import { onEachStore } from './stage.ts';

onEachStore('the page of maintenance windows in a real browser', {}, (onStage) => {
  it(
    'announces a window, shows what it excludes, and cancels it',
    onStage(async ({ site, page, results, signIn, complaints }) => {
      await results(critical());
      await signIn('/maintenance?customer=customer-a');
      await page.getByLabel('From').fill('2026-10-16T18:00');
      await page.getByRole('textbox', { name: /^To / }).fill('2026-10-16T22:00');
      await page.getByLabel('app-1').check();
      await page.getByLabel('What will be done').fill('an upgrade of Jira');
      await follow(page.getByRole('button', { name: 'Announce' }));
      const row = page.getByRole('row', { name: /an upgrade of Jira/ });
      expect(await row.innerText()).to.match(/app-1.*by Eva Example.*1 h of service time/s);
      expect(await row.innerText()).to.contain('of 1 open incident, too');
      const [window] = await site.store.maintenance();
      expect(window).to.deep.include({
        hosts: ['app-1'],
        applications: [],
        customer: 'customer-a',
      });
      await follow(row.getByRole('button', { name: 'Cancel' }));
      expect(await row.innerText()).to.contain('nothing: it was cancelled');
      expect(await row.getByRole('button').count()).to.equal(0);
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'keeps one that comes too late only when somebody says so, and that it excludes nothing',
    onStage(async ({ site, page, signIn }) => {
      await signIn('/maintenance?customer=customer-b');
      await page.getByLabel('From').fill('2026-10-16T09:00');
      await page.getByRole('textbox', { name: /^To / }).fill('2026-10-16T12:00');
      await page.getByLabel('What will be done').fill('a surprise');
      await follow(page.getByRole('button', { name: 'Announce' }));
      expect(await page.getByRole('alert').innerText()).to.contain('excludes nothing');
      expect(await site.store.maintenance()).to.deep.equal([]);
      await page.getByLabel(/Keep it all the same/).check();
      await follow(page.getByRole('button', { name: 'Announce' }));
      const row = page.getByRole('row', { name: /a surprise/ });
      expect(await row.innerText()).to.contain('nothing: it was announced too late');
    }),
  );
});
