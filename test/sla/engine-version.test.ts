import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { engineVersion, evaluate } from '../../sla/evaluate.ts';
import { type HistoryEvent, plainEventKinds } from '../../sla/history.ts';
import { premium, severities, standard } from '../../sla/plan.ts';
import { milliseconds } from '../../sla/timescale.ts';
import { written } from '../../sla/written/evaluation.ts';

/** A digest of what each version of the engine writes of the same thousand histories. */
const verdicts: Readonly<Record<string, string>> = {
  1: '358f14d9b648d8ab74e5fab1dfbb36a45c86a037c4a1ca29b0979dd8b663906a',
};

describe('the version of the engine', () => {
  it('changes whenever a verdict does', () => {
    const digest = createHash('sha256');
    const dice = diceOf(2026);
    for (let count = 0; count < 1000; count += 1)
      digest.update(JSON.stringify(written(evaluate(history(dice)), milliseconds)));
    expect(digest.digest('hex')).to.equal(verdicts[engineVersion]);
  });
});

type Dice = (sides: number) => number;

/** The minimal standard generator of Park and Miller: the same throws on every machine. */
function diceOf(seed: number): Dice {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

function history(dice: Dice) {
  const raisedAt = Date.UTC(2026, dice(24), 1 + dice(28), dice(24), dice(60));
  const now = raisedAt + dice(200 * 3_600_000);
  return {
    plan: dice(2) === 0 ? standard : premium,
    severity: severities[dice(4)] ?? 'A',
    raisedAt,
    now,
    events: Array.from({ length: dice(9) }, () => event(raisedAt + dice(now - raisedAt + 1), dice)),
    maintenance: Array.from({ length: dice(3) }, () => {
      const start = raisedAt + (dice(48) - 12) * 3_600_000;
      return { announcedAt: start + (dice(5) - 4) * 1_800_000, start, end: start + 1 + dice(1e8) };
    }),
  };
}

function event(at: number, dice: Dice): HistoryEvent {
  const id = `q${dice(2)}`;
  switch (dice(4)) {
    case 0:
      return { at, kind: 'severity-changed', severity: severities[dice(4)] ?? 'A' };
    case 1:
      return { at, kind: dice(2) === 0 ? 'information-requested' : 'information-received', id };
    default:
      return { at, kind: plainEventKinds[dice(plainEventKinds.length)] ?? 'responded' };
  }
}
