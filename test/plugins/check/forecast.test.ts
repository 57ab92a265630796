import { expect } from 'chai';
import { timeUntil, withPoint } from '../../../plugins/check/forecast.ts';

const hour = 3_600_000;

describe('a forecast', () => {
  const rising = [0, 1, 2, 3].map((at) => ({ at: at * hour, value: 100 + 10 * at }));

  it('follows the straight line through the points', () => {
    expect(timeUntil(rising, 180)).to.be.closeTo(5 * hour, 1);
  });

  it('is never for what does not rise, and now for what is there', () => {
    expect(
      timeUntil(
        rising.map(({ at }) => ({ at, value: 5 })),
        180,
      ),
    ).to.equal(Infinity);
    expect(timeUntil(rising, 120)).to.equal(0);
  });

  it('is not made from too little', () => {
    expect(timeUntil(rising.slice(0, 2), 180)).to.equal(undefined);
    expect(
      timeUntil(
        [0, 1, 2].map((at) => ({ at, value: at })),
        180,
      ),
    ).to.equal(undefined);
    expect(timeUntil([], 180)).to.equal(undefined);
  });

  it('keeps a long past in few points', () => {
    const many = Array.from({ length: 5000 }, (_, at) => ({ at, value: at }));
    const kept = many.reduce<readonly { at: number; value: number }[]>(
      (points, point) => withPoint(points, point, 50),
      [],
    );
    expect(kept.length).to.be.within(25, 50);
    expect(kept[0]?.at).to.equal(0);
    expect(kept.at(-1)?.at).to.equal(4999);
  });
});
