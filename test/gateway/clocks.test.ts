import { expect } from 'chai';
import { clocksOf } from '../../gateway/clocks.ts';
import type { History, HistoryEvent } from '../../sla/history.ts';
import { premium, standard } from '../../sla/plan.ts';

const brussels = (text: string) => Date.parse(`${text}+02:00`);
const minutes = (count: number) => count * 60_000;

/** Raised on Friday 2026-10-16 at 16:00 under Standard with severity A: the response is due on Monday at 12:00. */
function history(change: Partial<History> = {}): History {
  const raisedAt = brussels('2026-10-16T16:00');
  const usual = { plan: standard, severity: 'A', raisedAt, events: [], maintenance: [] } as const;
  return { ...usual, now: raisedAt, ...change };
}

function response(change: Partial<History>) {
  const [clock] = clocksOf(history(change)).clocks;
  const { phase, left, overdue, due, countsFrom } = clock ?? {};
  return { phase, left, overdue, due, countsFrom };
}

const due = brussels('2026-10-19T12:00');
const asked: HistoryEvent = {
  kind: 'information-requested',
  id: 'r1',
  at: brussels('2026-10-16T16:30'),
};

describe('the clocks of an incident', () => {
  const cases: [string, Partial<History>, ReturnType<typeof response>][] = [
    [
      'counts inside service hours',
      { now: brussels('2026-10-16T16:20') },
      {
        phase: 'counting',
        left: minutes(220),
        overdue: false,
        due,
        countsFrom: brussels('2026-10-16T16:20'),
      },
    ],
    [
      'waits for the next opening outside service hours',
      { now: brussels('2026-10-17T12:00') },
      {
        phase: 'outside hours',
        left: minutes(180),
        overdue: false,
        due,
        countsFrom: brussels('2026-10-19T09:00'),
      },
    ],
    [
      'is paused while a request is open, whatever the hour',
      { now: brussels('2026-10-17T12:00'), events: [asked] },
      { phase: 'paused', left: minutes(210), overdue: false, due: null, countsFrom: null },
    ],
    [
      'rests in an announced maintenance window and the closed time after it',
      {
        now: brussels('2026-10-16T16:50'),
        maintenance: [
          {
            announcedAt: brussels('2026-10-16T16:10'),
            start: brussels('2026-10-16T16:40'),
            end: brussels('2026-10-16T18:00'),
          },
        ],
      },
      {
        phase: 'maintenance',
        left: minutes(200),
        overdue: false,
        due: brussels('2026-10-19T12:20'),
        countsFrom: brussels('2026-10-19T09:00'),
      },
    ],
    [
      'is not overdue at its deadline',
      { now: due },
      { phase: 'counting', left: 0, overdue: false, due, countsFrom: due },
    ],
    [
      'is overdue after it, and goes on counting',
      { now: due + minutes(5) },
      { phase: 'counting', left: -minutes(5), overdue: true, due, countsFrom: due + minutes(5) },
    ],
    [
      'has stopped when an engineer has responded',
      { now: due, events: [{ kind: 'responded', at: brussels('2026-10-16T16:20') }] },
      { phase: 'stopped', left: minutes(220), overdue: false, due: null, countsFrom: null },
    ],
  ];
  for (const [title, change, expected] of cases) {
    it(`say that one ${title}`, () => {
      expect(response(change)).to.deep.equal(expected);
    });
  }

  it('name what is due next of all clocks', () => {
    const now = brussels('2026-10-19T12:30');
    expect(clocksOf(history()).nextDue).to.equal(due);
    const responded: HistoryEvent = { kind: 'responded', at: brussels('2026-10-16T16:20') };
    expect(clocksOf(history({ now, events: [responded] })).nextDue).to.equal(
      brussels('2026-10-19T16:00'),
    );
    const resolved: HistoryEvent = { kind: 'resolved', at: brussels('2026-10-16T16:20') };
    expect(clocksOf(history({ now, events: [resolved] })).nextDue).to.equal(null);
  });

  const start: HistoryEvent = { kind: 'intervention-started', at: brussels('2026-10-16T16:30') };
  const update = (change: Partial<History>) => {
    const { awaited, nextDue } = clocksOf(history({ plan: premium, events: [start], ...change }));
    return (
      awaited && {
        phase: awaited.phase,
        left: awaited.left,
        overdue: awaited.overdue,
        due: awaited.due,
        next: nextDue,
      }
    );
  };

  it('tell which status update is owed', () => {
    const owed = brussels('2026-10-16T18:30');
    expect(update({ now: brussels('2026-10-16T17:30') })).to.deep.equal({
      phase: 'counting',
      left: minutes(60),
      overdue: false,
      due: owed,
      next: owed,
    });
    expect(update({ now: brussels('2026-10-16T18:45') })).to.deep.equal({
      phase: 'counting',
      left: -minutes(15),
      overdue: true,
      due: owed,
      next: owed,
    });
  });

  it('owe no update while a request is open, after the resolution, or under Standard', () => {
    const now = brussels('2026-10-16T17:30');
    expect(update({ now, events: [start, asked] })).to.deep.equal({
      phase: 'paused',
      left: null,
      overdue: false,
      due: null,
      next: null,
    });
    expect(update({ now, events: [start, { kind: 'resolved', at: now }] })).to.equal(null);
    expect(update({ now, plan: standard })).to.equal(null);
  });
});
