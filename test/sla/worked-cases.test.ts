import { expect } from 'chai';
import { evaluate } from '../../sla/evaluate.ts';
import { premium, type Severity, standard } from '../../sla/plan.ts';

interface Case {
  readonly plan: 'S' | 'P';
  readonly severity: Severity;
  readonly clock: 'response' | 'intervention';
  readonly raised: string;
  readonly paused?: readonly [string, string];
  readonly deadline: string;
}

// The table of section 5 of the contract.
const cases: readonly Case[] = [
  {
    plan: 'S',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-16T16:30:00+02:00',
    deadline: '2026-10-19T12:30:00+02:00',
  },
  {
    plan: 'S',
    severity: 'A',
    clock: 'intervention',
    raised: '2026-10-16T16:30:00+02:00',
    deadline: '2026-10-19T16:30:00+02:00',
  },
  {
    plan: 'S',
    severity: 'C',
    clock: 'intervention',
    raised: '2026-10-16T16:30:00+02:00',
    deadline: '2026-10-20T16:30:00+02:00',
  },
  {
    plan: 'S',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-16T17:00:00+02:00',
    deadline: '2026-10-19T13:00:00+02:00',
  },
  {
    plan: 'S',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-16T16:00:00+02:00',
    paused: ['2026-10-16T16:30:00+02:00', '2026-10-19T10:00:00+02:00'],
    deadline: '2026-10-19T13:30:00+02:00',
  },
  {
    plan: 'S',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-16T16:00:00+02:00',
    paused: ['2026-10-16T18:00:00+02:00', '2026-10-18T12:00:00+02:00'],
    deadline: '2026-10-19T12:00:00+02:00',
  },
  {
    plan: 'P',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-18T18:30:00+02:00',
    deadline: '2026-10-19T08:30:00+02:00',
  },
  {
    plan: 'P',
    severity: 'A',
    clock: 'intervention',
    raised: '2026-10-24T18:00:00+02:00',
    deadline: '2026-10-25T10:00:00+01:00',
  },
  {
    plan: 'P',
    severity: 'C',
    clock: 'intervention',
    raised: '2026-03-28T18:00:00+01:00',
    deadline: '2026-03-29T14:00:00+02:00',
  },
  {
    plan: 'P',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-25T02:30:00+02:00',
    deadline: '2026-10-25T09:00:00+01:00',
  },
  {
    plan: 'P',
    severity: 'A',
    clock: 'response',
    raised: '2026-10-25T02:30:00+01:00',
    deadline: '2026-10-25T09:00:00+01:00',
  },
  {
    plan: 'P',
    severity: 'A',
    clock: 'response',
    raised: '2026-12-25T10:00:00+01:00',
    deadline: '2026-12-26T09:00:00+01:00',
  },
  {
    plan: 'S',
    severity: 'C',
    clock: 'intervention',
    raised: '2026-12-24T15:00:00+01:00',
    deadline: '2026-12-29T15:00:00+01:00',
  },
];

describe('the worked cases of the contract', () => {
  for (const { plan, severity, clock, raised, paused = [], deadline } of cases) {
    it(`${plan}, ${severity}, ${clock}, raised ${raised}${paused.length > 0 ? `, paused ${paused.join(' to ')}` : ''}: due ${deadline}`, () => {
      const raisedAt = Date.parse(raised);
      const [from, until] = paused.map((instant) => Date.parse(instant));
      const { clocks } = evaluate({
        plan: plan === 'S' ? standard : premium,
        severity,
        raisedAt,
        now: until ?? raisedAt,
        events: [
          { at: from ?? raisedAt, kind: 'information-requested', id: 'q1' },
          { at: until ?? raisedAt, kind: 'information-received', id: 'q1' },
        ],
        maintenance: [],
      });
      expect(clocks[clock]?.deadline).to.equal(Date.parse(deadline));
    });
  }
});
