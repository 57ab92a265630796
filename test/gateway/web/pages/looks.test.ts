import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { expect } from 'chai';
import { populate } from './populate.ts';
import { type Stage, stages } from './stage.ts';

const shots = join(import.meta.dirname, '../../../../coverage/pages');

/** Every page, by the name of its picture. */
const pages: Readonly<Record<string, string>> = {
  board: '/',
  filtered: '/?status=paused',
  resolved: '/resolved',
  incident: '/incidents/1',
  solved: '/incidents/4',
  'raise-for-whom': '/raise',
  raise: '/raise?customer=customer-b',
  maintenance: '/maintenance?customer=customer-a',
  capacity: '/capacity',
  'capacity-of-a-host': '/capacity/app-1',
  assessment: '/assessment?customer=customer-a',
  roadmap: '/roadmap?customer=customer-a',
  'roadmap-for-whom': '/roadmap',
  compliance: '/reports',
  'behind-a-figure': '/incidents?from=2026-10-01&to=2026-10-31',
  solutions: '/solutions',
  duty: '/duty',
  outbox: '/outbox',
  audit: '/audit',
  accounts: '/accounts',
  account: '/accounts/tina',
  api: '/api/docs',
  'not-there': '/nowhere',
};

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`the pages at ${width} pixels in ${colorScheme} surroundings`, () => {
      const onStage = stages({ viewport: { width, height: 844 }, colorScheme });

      it(
        'fit, whatever the output, and axe finds nothing wrong with them',
        onStage(async (stage) => {
          const wrong = [...(await look(stage, 'empty', '/'))];
          wrong.push(...(await look(stage, 'sign-in', '/sign-in')));
          await stage.signIn();
          await populate(stage);
          for (const [name, path] of Object.entries(pages)) {
            wrong.push(...(await look(stage, name, path)));
          }
          expect(wrong).to.deep.equal([]);
        }),
      );

      /** Keeps a picture of a page; answers what is wrong with it. */
      async function look({ page, open }: Stage, name: string, path: string) {
        await open(path);
        for (const fold of await page.locator('main details > summary').all()) await fold.click();
        mkdirSync(shots, { recursive: true });
        const file = join(shots, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        const wide = (await page.evaluate('document.documentElement.scrollWidth')) as number;
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        const found = violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`);
        return wide > width ? [`${name}: ${wide} pixels wide`, ...found] : found;
      }
    });
  }
}
