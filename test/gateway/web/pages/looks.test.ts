import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { expect } from 'chai';
import { critical, post } from '../call.ts';
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
  compliance: '/reports',
  'behind-a-figure': '/incidents?from=2026-10-01&to=2026-10-31',
  solutions: '/solutions',
  duty: '/duty',
  outbox: '/outbox',
  audit: '/audit',
  api: '/api/docs',
  'not-there': '/nowhere',
};

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`the pages at ${width} pixels in ${colorScheme} surroundings`, function () {
      this.timeout(120_000);
      const onStage = stages({ viewport: { width, height: 844 }, colorScheme });

      it(
        'fit, whatever the output, and axe finds nothing wrong with them',
        onStage(async (stage) => {
          const wrong = [...(await look(stage, 'empty', '/'))];
          wrong.push(...(await look(stage, 'sign-in', '/sign-in')));
          await populate(stage);
          await stage.signIn();
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

/** One that is worked on, one that is paused, one that is overdue, one that is resolved; texts that have no end. */
async function populate({ site, results, act }: Stage): Promise<void> {
  await results(
    critical({ output: `HTTP CRITICAL - ${'a-long-word'.repeat(60)}` }),
    critical({ host: 'app-3', service: 'load', output: 'load average: 9, 8, 7' }),
    { host: 'app-2', code: 1, output: 'PING CRITICAL - Packet loss = 100%' },
    critical({ host: 'app-2', service: 'swap', output: 'SWAP CRITICAL - 2% free' }),
  );
  await act(1, { kind: 'intervention-started' });
  await act(2, { kind: 'information-requested', whom: 'Ben Example', what: 'access' });
  await act(4, { kind: 'resolved', cause: 'a leak: restarted' });
  const window = { customer: 'customer-a', reason: 'an upgrade', hosts: ['app-1'] };
  const times = { start: '2026-10-17T08:00:00Z', end: '2026-10-17T10:00:00Z' };
  await post(site, '/api/v1/maintenance', { ...window, ...times });
  await post(site, '/api/v1/maintenance', { ...window, ...times, start: '2026-10-16T07:00:00Z' });
  const place = { customer: 'customer-a', host: 'app-1', service: 'jira-http' };
  const samples = Array.from({ length: 60 }, (_, index) => ({
    ...{ ...place, at: site.now - (60 - index) * 300_000, state: index > 50 ? 'CRITICAL' : 'OK' },
    perfdata: `time=${(0.3 + Math.sin(index / 5) / 8 + Math.max(0, index - 45) / 9).toFixed(3)}s;1;2`,
  }));
  await site.store.results.append(samples as never);
  const known = { title: 'The pool is exhausted', text: 'Raise its size.', incident: 4 };
  const written = { ...place, writtenAt: site.now, writtenBy: 'Eva Example' };
  await site.store.solutions.add({ ...known, ...written });
  site.now += 130 * 60_000;
}
