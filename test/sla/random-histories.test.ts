import { expect } from 'chai';
import fc from 'fast-check';
import type { Clock } from '../../sla/clock.ts';
import { evaluate } from '../../sla/evaluate.ts';
import { historyIn } from './random-history.ts';
import { scenes } from './scene.ts';
import { walk } from './walk.ts';

const soak = process.env.WATCHCLOCK_SOAK === '1';

describe('random histories', function () {
  if (soak) this.timeout(0);

  it('get from the engine what a walk through time finds, step by step', () => {
    fc.assert(
      fc.property(historyIn(scenes()), ({ scene, history }) => {
        const { clocks, updates } = evaluate(history);
        const shown = Object.fromEntries(
          Object.entries(clocks).map(([name, clock]) => [name, withoutStart(clock)]),
        );
        expect({ clocks: shown, updates }).to.deep.equal(walk(scene, history));
      }),
      { numRuns: soak ? 1_000_000 : 10_000 },
    );
  });
});

function withoutStart({ startedAt: _, ...clock }: Clock): Omit<Clock, 'startedAt'> {
  return clock;
}
