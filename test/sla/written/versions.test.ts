import { expect } from 'chai';
import { planInForce } from '../../../sla/version.ts';
import { placeOf } from '../../../sla/written/field.ts';
import { readPlanVersions } from '../../../sla/written/versions.ts';

const version = (target: string, from?: string) => ({
  from,
  calendar: 'standard',
  objectives: { response: { targets: target } },
});

describe('the versions of a plan', () => {
  it('begin at midnight in the zone of the plan, and an incident keeps the one it was raised under', () => {
    const read = readPlanVersions('gold', [version('4h'), version('2h', '2026-07-01')]);
    if (!('value' in read)) throw new Error(JSON.stringify(read.problems));
    const inForce = (instant: string) => planInForce(read.value, Date.parse(instant));
    expect(inForce('2026-06-30T23:59:59+02:00')).to.include({ name: 'gold', version: '1' });
    expect(inForce('2026-07-01T00:00:00+02:00')).to.include({
      name: 'gold',
      version: '2026-07-01',
    });
  });

  it('can be one, in force from ever', () => {
    const read = readPlanVersions('gold', version('4h'));
    expect('value' in read && planInForce(read.value, 0)?.version).to.equal('1');
  });

  it('have none in force before the first', () => {
    const read = readPlanVersions('gold', [version('4h', '2026-01-01')]);
    expect('value' in read && planInForce(read.value, 0)).to.equal(undefined);
  });

  const wrongs: [string, unknown, string][] = [
    ['none at all', [], 'input: no version: []'],
    [
      'a second without its day',
      [version('4h'), version('2h')],
      '[1].from: not a day YYYY-MM-DD: missing',
    ],
    [
      'two in the wrong order',
      [version('4h', '2026-02-01'), version('2h', '2026-01-01')],
      '[1].from: not after the version before it: "2026-01-01"',
    ],
    [
      'a wrong plan among them',
      [version('4h'), version('2', '2026-01-01')],
      '[1].objectives.response.targets: not a duration',
    ],
  ];
  for (const [what, written, problem] of wrongs) {
    it(`are refused with the key: ${what}`, () => {
      const read = readPlanVersions('gold', written);
      const problems = 'problems' in read ? read.problems : [];
      expect(problems.map((each) => `${placeOf(each)}: ${each.what}`)).to.have.length(1);
      expect(problems.map((each) => `${placeOf(each)}: ${each.what}`)[0]).to.contain(problem);
    });
  }
});
