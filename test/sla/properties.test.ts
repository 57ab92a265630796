import { expect } from 'chai';
import fc from 'fast-check';
import { evaluate } from '../../sla/evaluate.ts';
import type { History, HistoryEvent } from '../../sla/history.ts';
import { openTime } from '../../sla/open-time.ts';
import { premium, standard } from '../../sla/plan.ts';
import { historyIn } from './random-history.ts';
import { scenes, step } from './scene.ts';

const runs = process.env.WATCHCLOCK_SOAK === '1' ? 100_000 : 1_000;
const anyHistory = historyIn(scenes()).map(({ history }) => history);
const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });
const duration = fc.integer({ min: 1, max: 100 * 3_600_000 });
const calendar = fc.constantFrom(standard.calendar, premium.calendar);

describe('the SLA engine, whatever happens', function () {
  if (runs > 1_000) this.timeout(0);

  it('finds the earliest instant at which an amount of service time has passed', () => {
    holds(
      fc.property(calendar, instant, duration, (given, from, amount) => {
        const time = openTime(given);
        const due = time.after(from, amount);
        expect(time.between(from, due)).to.equal(amount);
        expect(time.between(from, due - 1)).to.equal(amount - 1);
      }),
    );
  });

  it('adds up the service time of two halves to that of the whole', () => {
    holds(
      fc.property(calendar, instant, instant, instant, (given, ...instants) => {
        const [a = 0, b = 0, c = 0] = instants.sort((one, other) => one - other);
        const time = openTime(given);
        expect(time.between(a, b) + time.between(b, c)).to.equal(time.between(a, c));
      }),
    );
  });

  it('shows elapsed equal to the target at the deadline and less just before it', () => {
    holds(
      fc.property(anyHistory, (history) => {
        for (const [name, { deadline, target }] of Object.entries(evaluate(history).clocks)) {
          if (deadline === null || deadline < history.now) continue;
          const elapsedAt = (now: number) => evaluate(as(history, now)).clocks[name]?.elapsed;
          expect(elapsedAt(deadline)).to.equal(target);
          if (deadline > history.now) expect(elapsedAt(deadline - 1)).to.equal(target - 1);
        }
      }),
    );
  });

  it('never dates a deadline earlier because of one more pause', () => {
    const pause = fc.tuple(fc.nat(400), fc.nat(400));
    holds(
      fc.property(anyHistory, pause, (history, [start, length]) => {
        const at = Math.min(history.raisedAt + start * step, history.now);
        const until = Math.min(at + length * step, history.now);
        const before = evaluate(history);
        const after = evaluate(withPauses(history, [[at, until]]));
        for (const name of Object.keys(before.clocks)) {
          const [without, paused] = [before.clocks[name]?.deadline, after.clocks[name]?.deadline];
          if (without && paused) expect(paused).to.be.at.least(without);
        }
      }),
    );
  });

  it('says the same of a pause and of the same pause in two halves', () => {
    holds(
      fc.property(anyHistory, fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400)), (history, parts) => {
        const instants = parts.map((part) => Math.min(history.raisedAt + part * step, history.now));
        const [start = 0, middle = 0, end = 0] = instants.sort((one, other) => one - other);
        const whole = withPauses(history, [[start, end]]);
        const halves = withPauses(history, [
          [start, middle],
          [middle, end],
        ]);
        expect(evaluate(halves)).to.deep.equal(evaluate(whole));
      }),
    );
  });

  it('says the same in whatever order the events arrive', () => {
    holds(
      fc.property(anyHistory, fc.infiniteStream(fc.nat()), (history, dice) => {
        const events = shuffled(history.events, dice);
        expect(evaluate({ ...history, events })).to.deep.equal(evaluate(history));
      }),
    );
  });

  it('says the same of maintenance in one window and in windows that touch', () => {
    holds(
      fc.property(anyHistory, fc.nat(60), (history, cut) => {
        const maintenance = history.maintenance.flatMap((window) => {
          const middle = Math.min(window.start + cut * step, window.end - 1);
          return [
            { ...window, end: middle },
            { ...window, announcedAt: window.announcedAt, start: middle },
          ].filter(({ start, end, announcedAt }) => start < end && announcedAt < window.start);
        });
        expect(evaluate({ ...history, maintenance })).to.deep.equal(evaluate(history));
      }),
    );
  });
});

function holds<Values>(property: fc.IProperty<Values>): void {
  fc.assert(property, { numRuns: runs });
}

/** The same history seen at another instant, when nothing more has happened. */
function as(history: History, now: number): History {
  return { ...history, now, maintenance: history.maintenance.filter(knownAt(history.now)) };
}

function knownAt(now: number): (window: History['maintenance'][number]) => boolean {
  return ({ announcedAt }) => announcedAt <= now;
}

function withPauses(history: History, pauses: readonly (readonly [number, number])[]): History {
  const events = pauses.flatMap(([start, end], index): HistoryEvent[] => [
    { at: start, kind: 'information-requested', id: `added ${index}` },
    { at: end, kind: 'information-received', id: `added ${index}` },
  ]);
  return { ...history, events: [...history.events, ...events] };
}

/** Another order of arrival; events at one instant keep theirs, because it is the order in which they apply. */
function shuffled(events: readonly HistoryEvent[], dice: Iterator<number>): HistoryEvent[] {
  const instants = [...new Set(events.map(({ at }) => at))];
  const keys = new Map(instants.map((at) => [at, dice.next().value as number]));
  return [...events].sort((a, b) => (keys.get(a.at) ?? 0) - (keys.get(b.at) ?? 0) || a.at - b.at);
}
