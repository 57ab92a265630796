import { expect } from 'chai';
import { fold } from '../../../gateway/incident.ts';
import { type Solution, suggest, wordsOf } from '../../../gateway/solutions/solution.ts';
import { live, minute, notification } from '../samples.ts';

const solution = (change: Partial<Solution>): Solution => ({
  ...{ id: 1, title: 't', text: 'x', incident: null, host: null, service: null },
  ...{ writtenAt: 0, writtenBy: 'Eva Example', ...change },
});

describe('known solutions', () => {
  const incident = fold(live([minute(0), notification()]));

  it('are suggested by likeness, the likeliest first, each with why', async () => {
    if (incident === undefined) throw new Error('no incident');
    const { host, service } = incident.raised;
    const known = [
      solution({ id: 1, title: 'something else entirely' }),
      solution({ id: 2, host }),
      solution({ id: 3, host, service, text: incident.alerts[0]?.output ?? '' }),
    ];
    const found = await suggest(incident, { near: async () => known, search: async () => known });
    expect(found.map(({ solution: { id } }) => id)).to.deep.equal([3, 2]);
    expect(found[0]?.because.slice(0, 2)).to.deep.equal([
      ...[`the same service, ${service}`, `the same host, ${host}`],
    ]);
  });

  it('are looked for by the words that say something', () => {
    expect(wordsOf('CRITICAL - the pool is empty: 42 of 42 (pool)')).to.deep.equal([
      'pool',
      'empty',
    ]);
  });
});
