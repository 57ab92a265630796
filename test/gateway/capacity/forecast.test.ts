import { expect } from 'chai';
import fc from 'fast-check';
import { type Forecast, outlookOf } from '../../../gateway/capacity/forecast.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 8, 1);

describe('the outlook of a figure', () => {
  const rising = { worse: 'rising', levels: { warning: 80, full: 100 } } as const;

  it('is where a straight line meets each level', () => {
    const samples = daily(30, (index) => 40 + index);
    const { levels, trend } = outlookOf(samples, rising);
    expect(trend?.slope).to.be.closeTo(1 / day, 1e-12);
    expect(inDays(levels.warning)).to.deep.equal({ earliest: 40, at: 40, latest: 40 });
    expect(inDays(levels.full)).to.deep.equal({ earliest: 60, at: 60, latest: 60 });
  });

  it('has a range as wide as the samples are unsure, with the expected instant in it', () => {
    const noisy = daily(30, (index) => 40 + index + (index % 2 === 0 ? 3 : -3));
    const noisier = daily(30, (index) => 40 + index + (index % 2 === 0 ? 9 : -9));
    const [narrow, wide] = [noisy, noisier].map((samples) =>
      inDays(outlookOf(samples, rising).levels.full),
    );
    if (narrow === undefined || wide === undefined) throw new Error('nothing is expected');
    expect(narrow.earliest).to.be.below(narrow.at);
    expect(narrow.latest).to.be.above(narrow.at);
    expect(wide.latest - wide.earliest).to.be.above(narrow.latest - narrow.earliest);
  });

  it('of what is free looks down to nothing', () => {
    const samples = daily(30, (index) => 40 - index);
    const { levels } = outlookOf(samples, { worse: 'falling', levels: { critical: 5, full: 0 } });
    expect(inDays(levels.critical)?.at).to.equal(35);
    expect(inDays(levels.full)?.at).to.equal(40);
  });

  it('says when a level is reached already', () => {
    const samples = daily(30, (index) => 60 + index);
    expect(outlookOf(samples, rising).levels.warning).to.deep.equal({ kind: 'reached' });
  });

  it('sees no end of what is flat, gets better, or cannot be told from chance', () => {
    const because = (figure: (index: number) => number) => {
      const { full } = outlookOf(daily(30, figure), rising).levels;
      return full?.kind === 'not in sight' ? full.because : full?.kind;
    };
    expect(because(() => 40)).to.equal('it does not get worse');
    expect(because((index) => 40 - index / 9)).to.equal('it does not get worse');
    expect(because((index) => 40 + (index % 2 === 0 ? -9 : 9) + index / 50)).to.match(/chance/);
    expect(because((index) => 40 + index / 100)).to.match(/more than five years/);
  });

  it('says nothing of too few samples, or too short a time', () => {
    const kind = (samples: ReturnType<typeof daily>) =>
      outlookOf(samples, rising).levels.full?.kind;
    expect(kind(daily(2, (index) => 40 + index))).to.equal('unknown');
    expect(kind([])).to.equal('unknown');
    const minutes = daily(9, (index) => 40 + index).map(({ at, value }) => ({
      at: start + (at - start) / 9_999,
      value,
    }));
    expect(kind(minutes)).to.equal('unknown');
  });

  it('does not take night and day for a trend', () => {
    const hourly = Array.from({ length: 20 * 24 + 12 }, (_, hour) => ({
      at: start + (hour * day) / 24,
      value: 40 + 10 * Math.sin((hour / 24) * 2 * Math.PI),
    }));
    expect(outlookOf(hourly, rising).levels.full?.kind).to.equal('not in sight');
  });

  it('is in order and ahead, whatever the samples', () => {
    const figures = fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(figures, (values) => {
        const samples = daily(values.length, (index) => values[index] ?? 0);
        const full = outlookOf(samples, rising).levels.full;
        if (full?.kind !== 'expected') return;
        expect(full.earliest).to.be.at.most(full.at);
        expect(full.latest ?? Infinity).to.be.at.least(full.at);
        expect(full.earliest).to.be.at.least(samples.at(-1)?.at ?? 0);
      }),
      { numRuns: 300 },
    );
  });
});

function daily(count: number, figure: (index: number) => number) {
  return Array.from({ length: count }, (_, index) => ({
    at: start + index * day,
    value: figure(index),
  }));
}

function inDays(forecast: Forecast | undefined) {
  if (forecast?.kind !== 'expected') return undefined;
  const { earliest, at, latest } = forecast;
  const days = (instant: number) => Math.round(((instant - start) / day) * 1_000) / 1_000;
  return { earliest: days(earliest), at: days(at), latest: days(latest ?? Infinity) };
}
