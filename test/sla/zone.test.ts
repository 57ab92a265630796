import { expect } from 'chai';
import { localTime } from '../../sla/zone.ts';

const day = 86_400_000;

describe('local time', () => {
  const brussels = localTime('Europe/Brussels', Date.UTC(2026, 0), Date.UTC(2027, 0));

  it('skips the hour in which the clocks go forward: what lies in it is the instant of the change', () => {
    const change = Date.parse('2026-03-29T01:00:00Z');
    expect(brussels.instantOf(Date.UTC(2026, 2, 29, 2, 30), 'first')).to.equal(change);
    expect(brussels.instantOf(Date.UTC(2026, 2, 29, 2, 30), 'last')).to.equal(change);
    expect(brussels.localOf(change - 1)).to.equal(Date.UTC(2026, 2, 29, 2) - 1);
    expect(brussels.localOf(change)).to.equal(Date.UTC(2026, 2, 29, 3));
  });

  it('shows the doubled hour twice', () => {
    const local = Date.UTC(2026, 9, 25, 2, 30);
    expect(brussels.instantOf(local, 'first')).to.equal(Date.parse('2026-10-25T02:30:00+02:00'));
    expect(brussels.instantOf(local, 'last')).to.equal(Date.parse('2026-10-25T02:30:00+01:00'));
    expect(brussels.localOf(Date.parse('2026-10-25T02:30:00+01:00'))).to.equal(local);
  });

  it('tells the two ends of the doubled hour apart', () => {
    const change = Date.parse('2026-10-25T01:00:00Z');
    const [start, end] = [Date.UTC(2026, 9, 25, 2), Date.UTC(2026, 9, 25, 3)];
    expect(brussels.instantOf(start, 'first')).to.equal(change - 3_600_000);
    expect(brussels.instantOf(start, 'last')).to.equal(change);
    expect(brussels.instantOf(end, 'first')).to.equal(change + 3_600_000);
  });

  const lengths: [string, string, number][] = [
    ['Europe/Brussels', '2026-03-29', 23],
    ['Europe/Brussels', '2026-10-25', 25],
    ['Europe/Brussels', '2026-10-26', 24],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['America/Sao_Paulo', '2018-11-04', 23], // midnight itself was skipped
    ['America/Havana', '2026-11-01', 25], // midnight to 01:00 comes twice
  ];
  for (const [zone, date, hours] of lengths) {
    it(`gives ${date} in ${zone} ${hours} hours`, () => {
      const start = Date.parse(date);
      const local = localTime(zone, start, start + day);
      const length = local.instantOf(start + day, 'first') - local.instantOf(start, 'first');
      expect(length / 3_600_000).to.equal(hours);
    });
  }
});
