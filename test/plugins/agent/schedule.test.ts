import { expect } from 'chai';
import { firstRun, nextRun } from '../../../plugins/agent/schedule.ts';

const minute = 60_000;

describe('the schedule of the agent', () => {
  it('runs each check for the first time within ten seconds, wherever chance puts it', () => {
    expect(firstRun(1000, minute, 0).at).to.equal(1000);
    expect(firstRun(1000, minute, 0.5).at).to.equal(6000);
    expect(firstRun(0, 2000, 0.5).at).to.equal(1000);
  });

  it('keeps the interval on the whole, and each run a little off its turn', () => {
    const first = { turn: 0, at: 0 };
    expect(nextRun(first, 100, minute, 0)).to.deep.equal({ turn: minute, at: 57_000 });
    const late = nextRun(first, 100, minute, 1);
    expect(late).to.deep.equal({ turn: minute, at: 63_000 });
    expect(nextRun(late, 63_100, minute, 0.5)).to.deep.equal({ turn: 2 * minute, at: 2 * minute });
  });

  it('leaves out the turns that a slow check or a sleeping machine let pass', () => {
    const next = nextRun({ turn: 0, at: 0 }, 10.5 * minute, minute, 0.5);
    expect(next).to.deep.equal({ turn: 11 * minute, at: 11 * minute });
  });

  it('never asks for a run in the past', () => {
    const next = nextRun({ turn: 0, at: 0 }, minute - 1, minute, 0);
    expect(next).to.deep.equal({ turn: minute, at: minute - 1 });
  });
});
