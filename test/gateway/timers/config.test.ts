import { expect } from 'chai';
import { sharesOf } from '../../../gateway/timers/config.ts';

describe('the shares of a budget at which somebody hears of it', () => {
  it('are half and three quarters of a clock, three quarters between updates, unless told otherwise', () => {
    expect(sharesOf(undefined)).to.deep.equal({ clocks: [0.5, 0.75], updates: [0.75] });
  });

  it('are each one once, however often it stands there', () => {
    const reminders = { clocks: [80, 80, 25], updates: [] };
    expect(sharesOf(reminders)).to.deep.equal({ clocks: [0.8, 0.25], updates: [] });
  });
});
