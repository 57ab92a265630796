import { expect } from 'chai';
import { seldom } from '../../../gateway/door/seldom.ts';

describe('lines that are said seldom', () => {
  it('are the first of each kind in a minute, and the next one tells how many were not said', () => {
    let now = 0;
    const speak = seldom(
      () => now,
      (kind) => (kind === 'busy' ? 1 : 20),
    );
    const said = Array.from({ length: 1_000 }, () => speak('stale')).filter(({ may }) => may);
    expect(said).to.have.length(20);
    expect(speak('busy')).to.deep.equal({ may: true, unsaid: 0 });
    expect(speak('busy')).to.deep.equal({ may: false, unsaid: 0 });
    now = 60_000;
    expect(speak('stale')).to.deep.equal({ may: true, unsaid: 980 });
    expect(speak('stale')).to.deep.equal({ may: true, unsaid: 0 });
  });
});
