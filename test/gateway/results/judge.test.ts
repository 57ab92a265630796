import { expect } from 'chai';
import { type Judging, judge } from '../../../gateway/results/judge.ts';
import { unheard } from '../../../gateway/results/watched-state.ts';
import type { AlertState } from '../../../gateway/signal.ts';
import { minute, result } from '../samples.ts';

const place = { customer: 'customer-a', host: 'app-1', service: 'jira-http' };
const judging: Judging = { attempts: 3, flapping: { low: 25, high: 50 }, staleAfter: 360_000 };

/** The verdicts on results a minute apart, and what is known after the last. */
function judged(states: readonly AlertState[], change: Partial<Judging> = {}) {
  let known = unheard(place);
  const flaps: (string | undefined)[] = [];
  const verdicts = states.map((state, index) => {
    const around = { receivedAt: minute(index), judging: { ...judging, ...change } };
    const { after, verdict, flap } = judge(known, result({ state, at: minute(index) }), around);
    known = after;
    if (flap !== undefined) flaps.push(flap);
    return verdict;
  });
  return { verdicts, known, flaps };
}

describe('judging passive results', () => {
  const table: [string, AlertState[], string[], number?][] = [
    ['what is fine counts at once', ['OK'], ['recovery']],
    [
      'what is not is soft until it was confirmed',
      ['CRITICAL', 'CRITICAL', 'CRITICAL'],
      ['soft', 'soft', 'problem'],
    ],
    ['one attempt makes a problem at once', ['WARNING'], ['problem'], 1],
    [
      'a soft state that passes begins anew',
      ['CRITICAL', 'CRITICAL', 'OK', 'CRITICAL'],
      ['soft', 'soft', 'recovery', 'soft'],
    ],
    [
      'attempts count whatever is wrong',
      ['WARNING', 'CRITICAL', 'UNKNOWN'],
      ['soft', 'soft', 'problem'],
    ],
    [
      'a confirmed problem that worsens does so at once',
      ['WARNING', 'WARNING', 'WARNING', 'CRITICAL'],
      ['soft', 'soft', 'problem', 'problem'],
    ],
  ];
  for (const [title, states, verdicts, attempts = 3] of table) {
    it(title, () => expect(judged(states, { attempts }).verdicts).to.deep.equal(verdicts));
  }

  it('takes no result that is older than the last one', () => {
    const { known } = judged(['OK', 'OK']);
    const around = { receivedAt: minute(3), judging };
    const { after, verdict } = judge(known, result({ at: minute(0) }), around);
    expect(verdict).to.equal('late');
    expect(after).to.include({ state: 'OK', heardAt: minute(3) });
  });

  it('goes on when the clock was set back', () => {
    const { known } = judged(['OK', 'OK', 'OK']);
    const around = { receivedAt: minute(-60), judging: { ...judging, attempts: 1 } };
    expect(judge(known, result({ at: minute(-60) }), around).verdict).to.equal('problem');
  });

  it('expects the next result in time, where one is expected', () => {
    expect(judged(['OK']).known.dueAt).to.equal(minute(6));
    expect(judged(['OK'], { staleAfter: null }).known.dueAt).to.equal(null);
  });

  it('holds the recoveries of what flaps until it is steady', () => {
    const flips = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 'CRITICAL' : 'OK'));
    const steady = Array.from({ length: 21 }, () => 'OK' as const);
    const { verdicts, flaps } = judged([...flips, ...steady] as AlertState[], { attempts: 1 });
    expect(flaps).to.deep.equal(['started', 'stopped']);
    expect(verdicts.slice(0, 2)).to.deep.equal(['problem', 'recovery']);
    expect(verdicts[13]).to.equal('held');
    expect(verdicts.at(-1)).to.equal('recovery');
  });
});
