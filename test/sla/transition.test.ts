import { expect } from 'chai';
import fc from 'fast-check';
import { evaluate } from '../../sla/evaluate.ts';
import type { History, HistoryEvent } from '../../sla/history.ts';
import { premium, standard } from '../../sla/plan.ts';
import { nextTransition, transitionsOf } from '../../sla/transition.ts';
import { localText } from '../../sla/wording.ts';
import { historyIn } from './random-history.ts';
import { scenes } from './scene.ts';

const shares = { clocks: [0.5, 0.75], updates: [0.75] };
const runs = process.env.WATCHCLOCK_SOAK === '1' ? 50_000 : 500;
const anyHistory = historyIn(scenes()).map(({ history }) => history);

describe('the moments of clocks', () => {
  it('are the shares of a budget in service time, and the breach', () => {
    const history = incident({ raisedAt: brussels('2026-10-16T16:30') });
    expect(shown(history)).to.deep.equal([
      'response 0.5 Mon 2026-10-19 10:30',
      'response 0.75 Mon 2026-10-19 11:30',
      'response 1 Mon 2026-10-19 12:30',
      'intervention 0.5 Mon 2026-10-19 12:30',
      'intervention 0.75 Mon 2026-10-19 14:30',
      'intervention 1 Mon 2026-10-19 16:30',
    ]);
  });

  it('begin with the opening for what was raised outside service hours', () => {
    const [first] = transitionsOf(incident({ raisedAt: brussels('2026-10-16T18:00') }), shares);
    expect(first).to.include({ clock: 'service hours', share: 0 });
    expect(first?.at).to.equal(brussels('2026-10-19T09:00'));
  });

  it('put a breach at closing time off to the next opening', () => {
    const history = incident({ raisedAt: brussels('2026-10-19T13:00') });
    expect(shown(history)).to.include('response 1 Tue 2026-10-20 09:00');
    expect(shown(history)).to.include('intervention 0.5 Mon 2026-10-19 17:00');
  });

  it('do not come while a request is open', () => {
    const raisedAt = brussels('2026-10-19T10:00');
    const asked = { at: raisedAt + 3_600_000, kind: 'information-requested', id: 'q1' } as const;
    expect(shown(incident({ raisedAt, events: [asked] }))).to.deep.equal([]);
  });

  it('count from the change that made a clock overdue', () => {
    const raisedAt = brussels('2026-10-19T09:00');
    const at = brussels('2026-10-19T15:00');
    const change = { at, kind: 'severity-changed', severity: 'A' } as const;
    const history = incident({ raisedAt, severity: 'C', events: [change], now: at });
    expect(shown(history)).to.include('response 1 Mon 2026-10-19 15:00');
    expect(evaluate({ ...history, now: at + 1 }).clocks.response?.breachedAt).to.equal(at);
  });

  it('end with the clock that they belong to', () => {
    const raisedAt = brussels('2026-10-19T09:00');
    const responded = { at: raisedAt + 60_000, kind: 'responded' } as const;
    const left = transitionsOf(incident({ raisedAt, events: [responded] }), shares);
    expect(new Set(left.map(({ clock }) => clock))).to.deep.equal(new Set(['intervention']));
    const resolved = { at: raisedAt + 120_000, kind: 'resolved' } as const;
    expect(shown(incident({ raisedAt, events: [responded, resolved] }))).to.deep.equal([]);
  });

  it('name the status update that is awaited', () => {
    const raisedAt = brussels('2026-10-19T09:00');
    const started = { at: raisedAt, kind: 'intervention-started' } as const;
    const posted = { at: raisedAt + 3_600_000, kind: 'update-posted' } as const;
    const history = incident({ plan: premium, raisedAt, events: [started, posted] });
    const moments = transitionsOf(history, shares);
    expect(shown(history)).to.deep.equal([
      'status update 0.75 Mon 2026-10-19 11:30',
      'status update 1 Mon 2026-10-19 12:00',
    ]);
    expect(moments.map(({ of }) => of)).to.deep.equal([posted.at, posted.at]);
  });

  it('come one after the other', () => {
    const history = incident({ raisedAt: brussels('2026-10-16T16:30') });
    const walked: number[] = [];
    for (let after = 0; ; ) {
      const next = nextTransition(history, shares, after);
      if (next === undefined) break;
      walked.push(next.at);
      after = next.at;
    }
    const all = transitionsOf(history, shares).map(({ at }) => at);
    expect(walked).to.deep.equal([...new Set(all)]);
  });

  it('are the breaches that the verdicts tell when their time has come, whatever happened', () => {
    fc.assert(
      fc.property(anyHistory, (random) => {
        const history = knownNow(random);
        for (const { clock, share, at } of transitionsOf(history, shares)) {
          if (share !== 1 || clock === 'status update' || at <= history.now) continue;
          const read = (now: number) => evaluate({ ...history, now }).clocks[clock];
          expect(read(at + 1)).to.include({ verdict: 'missed', breachedAt: at });
          expect(read(at)?.verdict).to.equal('running');
        }
      }),
      { numRuns: runs },
    );
  });

  it('leave out no breach, whatever happened', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 60 * 24 * 20 }), (random, minutes) => {
        const history = knownNow(random);
        const now = history.now + minutes * 60_000;
        const told = transitionsOf(history, shares).filter(
          ({ at, share }) => share === 1 && at < now,
        );
        const later = evaluate({ ...history, now });
        const overdue = Object.entries(later.clocks).flatMap(([name, { stoppedAt, verdict }]) =>
          stoppedAt === null && verdict === 'missed' ? [name] : [],
        );
        const clocks = told.map(({ clock }) => clock).filter((name) => name !== 'status update');
        expect(clocks.sort()).to.deep.equal(overdue.sort());
      }),
      { numRuns: runs },
    );
  });
});

/** What becomes known later is no part of "if nothing more happens". */
function knownNow(history: History): History {
  const { now, maintenance } = history;
  return { ...history, maintenance: maintenance.filter((window) => window.announcedAt <= now) };
}

function incident(change: Partial<History> & { readonly raisedAt: number }): History {
  const events: readonly HistoryEvent[] = change.events ?? [];
  const now = Math.max(change.raisedAt, ...events.map(({ at }) => at));
  return { plan: standard, severity: 'A', now, maintenance: [], ...change, events };
}

function brussels(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Brussels').epochMilliseconds;
}

function shown(history: History): string[] {
  return transitionsOf(history, shares).map(
    ({ clock, share, at }) => `${clock} ${share} ${localText(at, 'Europe/Brussels').slice(0, 20)}`,
  );
}
