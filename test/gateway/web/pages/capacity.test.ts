import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { capacitySamples } from '../../capacity/samples.ts';
import { problemsIn } from '../../report/reported-store.ts';
import { critical } from '../call.ts';
import { onEachStore } from './stage.ts';

const title = 'the pages about machines and reports in a real browser, without a script';

onEachStore(title, { javaScriptEnabled: false }, (onStage) => {
  it(
    'lead with keys from all hosts to the curves of one, and to the assessment and the roadmap',
    onStage(async ({ site, page, open, results, complaints }) => {
      await site.store.results.append(capacitySamples(site.now));
      await results(critical());
      await open('/');
      await follow(page, 'Capacity');
      const row = page.getByRole('row', { name: /^disk \// });
      expect(await row.innerText()).to.match(
        /64\.4 GB of 100 GB\s+\+12 GB\s+fills up about 2027-01-\d\d, between/,
      );
      await follow(page, 'app-1');
      const disk = page.getByRole('region', { name: 'disk /' });
      expect(await disk.getByRole('img').getAttribute('aria-label')).to.match(/critical at 90 GB/);
      await follow(page, 'All hosts of this customer');
      await follow(page, 'Assessment');
      expect(await page.getByRole('region', { name: 'app-1' }).innerText()).to.contain(
        'processors 4',
      );
      await follow(page, 'Roadmap');
      const points = page.getByRole('region', { name: 'To talk about' });
      expect(await points.innerText()).to.match(/disk \/ of app-1 fills up about/);
      expect(complaints).to.deep.equal([]);
    }),
  );

  it(
    'say what is wrong where a customer, a host or a period does not exist',
    onStage(async ({ page, open }) => {
      for (const path of [
        '/capacity?customer=nobody',
        '/capacity/nothing',
        '/roadmap?customer=nobody',
        '/assessment?customer=nobody',
      ]) {
        expect(((await open(path)) as { status(): number }).status(), path).to.equal(404);
        expect(await page.getByRole('main').innerText(), path).to.match(
          /there is no (customer|host) "no/,
        );
      }
      expect(((await open('/capacity?days=0')) as { status(): number }).status()).to.equal(400);
    }),
  );

  it(
    'give a bundle of a report that verifies, by the link and with the key that stand there',
    onStage(async ({ page, open, results }) => {
      await results(critical());
      await open('/reports');
      const command = await page
        .getByRole('region', { name: 'The command that verifies' })
        .innerText();
      const [, file, key] =
        /^watchclock verify (\S+) --key ([0-9a-f]{64})$/.exec(command.trim()) ?? [];
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'the bundle' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).to.equal(file);
      const bundle = await readFile(await download.path(), 'utf8');
      expect(await problemsIn(bundle, key)).to.deep.equal([]);
    }),
  );
});

/** Follows a link as somebody without a mouse does. */
async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().focus();
  const arrival = page.waitForEvent('domcontentloaded');
  await page.keyboard.press('Enter');
  await arrival;
}
