import { expect } from 'chai';
import fc from 'fast-check';
import { type LedgerEntry, ledgersOf } from '../../sla/explain.ts';
import { ledgerText } from '../../sla/ledger-text.ts';
import { milliseconds } from '../../sla/timescale.ts';
import { historyIn } from './random-history.ts';
import { scenes } from './scene.ts';
import { at, historyOf, hours } from './story.ts';

const anyHistory = historyIn(scenes()).map(({ history }) => history);

describe('the ledger', () => {
  it('covers the time from raised to now or stopped without a gap, and adds up to elapsed', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        for (const { clock, entries } of ledgersOf(history)) {
          const end = clock.stoppedAt ?? history.now;
          expect(edgesOf(entries)).to.deep.equal(gapless(entries, history.raisedAt, end));
          expect(entries.at(-1)?.total ?? 0).to.equal(clock.elapsed);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('goes on to the deadline, where the total is the target', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        for (const { clock, ahead } of ledgersOf(history)) {
          const { deadline } = clock;
          const coming = deadline !== null && deadline > history.now;
          expect(ahead.at(-1)?.end).to.equal(coming ? deadline : undefined);
          if (coming) expect(ahead.at(-1)?.total).to.equal(clock.target);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('names every reason of a stretch, a holiday by its name', () => {
    const raisedAt = Date.parse('2026-12-24T16:00:00+01:00');
    const now = Date.parse('2026-12-28T10:00:00+01:00');
    const events = [
      { at: now - hours(49), kind: 'information-requested', id: 'q1' } as const,
      { at: now - hours(1), kind: 'information-received', id: 'q1' } as const,
    ];
    const [ledger] = ledgersOf({
      ...historyOf({ raised: 'Mon 09:00', now: 'Mon 09:00' }),
      raisedAt,
      now,
      events,
    });
    const told = ledger?.entries.map(({ start, reasons }) => [
      new Date(start).toISOString().slice(5, 16),
      ...reasons.map((reason) => (reason.kind === 'holiday' ? reason.name : reason.kind)),
    ]);
    expect(told).to.deep.equal([
      ['12-24T15:00'],
      ['12-24T16:00', 'outside hours'],
      ['12-24T23:00', 'Christmas Day'],
      ['12-25T23:00', 'weekend'],
      ['12-26T08:00', 'weekend', 'paused'],
      ['12-27T23:00', 'outside hours', 'paused'],
      ['12-28T08:00'],
    ]);
  });

  it('says which severities were in force, and which window counts for nothing', () => {
    const history = historyOf({
      severity: 'C',
      raised: 'Mon 09:00',
      now: 'Mon 15:00',
      events: ['Mon 14:00 severity-changed A'],
      maintenance: ['Mon 11:00 | Mon 11:00 | Mon 12:00', 'Mon 10:00 | Mon 11:00 | Mon 11:30'],
    });
    const [ledger] = ledgersOf(history);
    expect(ledger?.severities.map(({ severity, target }) => [severity, target])).to.deep.equal([
      ['C', hours(8)],
      ['A', hours(4)],
    ]);
    expect(ledger?.lateWindows.map(({ start }) => start)).to.deep.equal([at('Mon 11:00')]);
  });

  it('ends its text with the deadline and the verdict, by reclassification where it is so', () => {
    const history = historyOf({
      severity: 'C',
      raised: 'Mon 09:00',
      now: 'Mon 15:00',
      events: ['Mon 14:30 severity-changed A'],
    });
    const [ledger] = ledgersOf(history);
    const text = ledger === undefined ? '' : ledgerText(ledger, history, milliseconds);
    expect(text.trimEnd().split('\n').at(-1)).to.equal(
      '  elapsed 6:00:00 of 4:00:00, deadline Mon 2026-10-12 13:00:00 +02:00, overdue since Mon 2026-10-12 14:30:00 +02:00, by reclassification, verdict missed',
    );
  });
});

function edgesOf(entries: readonly LedgerEntry[]): (readonly [number, number])[] {
  return entries.map(({ start, end }) => [start, end]);
}

/** The edges that entries with these starts have if nothing is missing between them. */
function gapless(entries: readonly LedgerEntry[], start: number, end: number): [number, number][] {
  if (start === end) return [];
  const starts = [start, ...entries.slice(1).map((entry) => entry.start)];
  return starts.map((each, index) => [each, starts[index + 1] ?? end]);
}
