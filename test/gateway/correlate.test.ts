import { expect } from 'chai';
import { correlate } from '../../gateway/correlate.ts';
import { personal } from '../../gateway/incident-event.ts';
import { lived, minute, notification, periods, result, type Step } from './samples.ts';

const timing = { settling: periods.settling, receivedAt: minute(100_000) };
const text = personal('words');
const raised: Step = [minute(0), notification()];
const cleared: Step = [minute(5), notification({ type: 'RECOVERY' })];
const hostDown: Step = [minute(0), notification({ service: null, state: 'DOWN' })];
const hostUp: Step = [minute(5), notification({ service: null, state: 'UP', type: 'RECOVERY' })];

describe('correlating', () => {
  const table: [string, Step[], Step[], number, boolean, 'own' | 'host' | 'new'][] = [
    ['a problem of something new is new', [], [], 0, true, 'new'],
    ['a problem belongs to its open incident', [raised], [], 10, true, 'own'],
    ['also long after it cleared', [raised, cleared], [], 1000, true, 'own'],
    [
      'a problem just after the resolution belongs to the resolved incident',
      [raised, [minute(10), { kind: 'resolved', cause: text }]],
      [],
      24,
      true,
      'own',
    ],
    [
      'a problem when the settling time is over is new',
      [raised, [minute(10), { kind: 'resolved', cause: text }]],
      [],
      25,
      true,
      'new',
    ],
    [
      'what was said before something newer begins nothing when it is closed',
      [
        raised,
        cleared,
        [minute(10), { kind: 'resolved', cause: text }],
        [minute(11), { kind: 'closed' }],
      ],
      [],
      4,
      true,
      'own',
    ],
    [
      'what was said before a person resolved it begins nothing either',
      [raised, [minute(10), { kind: 'resolved', cause: text }], [minute(11), { kind: 'closed' }]],
      [],
      9,
      true,
      'own',
    ],
    [
      'what was said after a closed one was resolved is new',
      [raised, [minute(10), { kind: 'resolved', cause: text }], [minute(11), { kind: 'closed' }]],
      [],
      11,
      true,
      'new',
    ],
    ['a service of a host that is down joins the host', [], [hostDown], 1, true, 'host'],
    ['a service of a host that is up again does not', [], [hostDown, hostUp], 6, true, 'new'],
    ['a service with an open incident stays its own', [raised], [hostDown], 1, true, 'own'],
    [
      'what was declared not valid keeps its trouble while it lasts',
      [raised, [minute(1), { kind: 'declared-not-valid', reason: text }]],
      [],
      100,
      true,
      'own',
    ],
    [
      'what was declared not valid and cleared is new when it comes back',
      [raised, [minute(1), { kind: 'declared-not-valid', reason: text }], cleared],
      [],
      6,
      true,
      'new',
    ],
    ['a recovery belongs to what was last known', [raised], [], 5, false, 'own'],
    ['a recovery of nothing known belongs nowhere', [], [], 5, false, 'new'],
    ['a recovery never joins the host', [], [hostDown], 5, false, 'new'],
  ];
  for (const [title, ownSteps, hostSteps, at, problem, expected] of table) {
    it(title, () => {
      const own = ownSteps.length === 0 ? undefined : lived(...ownSteps);
      const host = hostSteps.length === 0 ? undefined : lived(...hostSteps);
      const signal = result({ at: minute(at), state: problem ? 'CRITICAL' : 'OK' });
      const found = correlate(signal, { own, host }, timing);
      expect(found).to.equal({ own, host, new: undefined }[expected]);
    });
  }

  const gateDown = lived([minute(0), notification({ host: 'gate', service: null, state: 'DOWN' })]);
  const hostProblem = notification({ service: null, state: 'UNREACHABLE', at: minute(1) });
  const behind = (...parents: (typeof gateDown | undefined)[]) =>
    correlate(
      hostProblem,
      {
        own: undefined,
        host: undefined,
        parents: parents.map((incident) => ({ host: 'gate', incident })),
      },
      timing,
    );
  it('a host behind a host that is down joins its incident', () => {
    expect(behind(gateDown)).to.equal(gateDown);
  });
  it('a host with another way to it does not', () => {
    expect(behind(gateDown, undefined)).to.equal(undefined);
  });

  const joined = lived(hostDown, [minute(1), result()], hostUp, [
    minute(6),
    result({ state: 'OK' }),
  ]);
  it('a service that joined its host returns to it within the settling time', () => {
    const signal = result({ at: minute(20) });
    expect(correlate(signal, { own: joined, host: joined }, timing)).to.equal(joined);
  });
  it('a service that joined its host is on its own afterwards', () => {
    const signal = result({ at: minute(21) });
    expect(correlate(signal, { own: joined, host: joined }, timing)).to.equal(undefined);
  });
});
