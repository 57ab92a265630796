import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { critical } from '../call.ts';
import { type Stage, stages } from './stage.ts';

const shots = join(import.meta.dirname, '../../../../coverage/pages');

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`the pages at ${width} pixels in ${colorScheme} surroundings`, () => {
      const onStage = stages({ viewport: { width, height: 844 }, colorScheme });
      const look = async ({ page }: Stage, name: string) => {
        mkdirSync(shots, { recursive: true });
        const path = join(shots, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect(wide, name).to.be.at.most(width);
      };

      it(
        'fit, whatever the output',
        onStage(async (stage) => {
          await look(await openedAt(stage, '/'), 'empty');
          await populate(stage);
          await look(await openedAt(stage, '/'), 'board');
          await look(await openedAt(stage, '/sign-in'), 'sign-in');
          await stage.signIn('/incidents/1');
          await stage.page.getByText('How the response time is counted').click();
          await look(stage, 'incident');
        }),
      );
    });
  }
}

async function openedAt(stage: Stage, path: string): Promise<Stage> {
  await stage.open(path);
  return stage;
}

/** One that is worked on, one that is paused, and one that is overdue, with an output that has no end. */
async function populate({ site, results, act }: Stage): Promise<void> {
  await results(
    critical({ output: `HTTP CRITICAL - ${'a-long-word'.repeat(60)}` }),
    critical({ host: 'app-3', service: 'load', output: 'load average: 9, 8, 7' }),
    { host: 'app-2', code: 1, output: 'PING CRITICAL - Packet loss = 100%' },
  );
  await act(1, { kind: 'intervention-started' });
  await act(2, { kind: 'information-requested', whom: 'Ben Example', what: 'access' });
  site.now += 130 * 60_000;
}
