import { expect } from 'chai';
import ICAL from 'ical.js';
import { type CalendarFile, icalendar } from '../../sla/ical.ts';
import { premium, standard } from '../../sla/plan.ts';

const bounds = {
  start: Date.parse('2026-10-23T22:00:00Z'),
  end: Date.parse('2026-10-27T23:00:00Z'),
};
const file: CalendarFile = {
  calendar: premium.calendar,
  bounds,
  maintenance: [],
  madeAt: bounds.start,
};

describe('a calendar file', () => {
  it('shows the open hours as another reader of iCalendar sees them, across the clock change', () => {
    const hours = eventsOf(icalendar(file)).map(({ startDate, endDate, summary }) => [
      summary,
      startDate.toJSDate().toISOString(),
      endDate.toJSDate().toISOString(),
    ]);
    expect(hours).to.deep.equal([
      ['Service hours', '2026-10-24T05:00:00.000Z', '2026-10-24T17:00:00.000Z'],
      ['Service hours', '2026-10-25T06:00:00.000Z', '2026-10-25T18:00:00.000Z'],
      ['Service hours', '2026-10-26T06:00:00.000Z', '2026-10-26T18:00:00.000Z'],
      ['Service hours', '2026-10-27T06:00:00.000Z', '2026-10-27T18:00:00.000Z'],
    ]);
  });

  it('shows holidays as whole days, with the hours of a half day', () => {
    const eve = { name: 'Christmas Eve', yearly: '12-24', hours: ['09:00-12:00', '13:00-15:00'] };
    const calendar = { ...standard.calendar, holidays: [...standard.calendar.holidays, eve] };
    const year = {
      start: Date.parse('2025-12-31T23:00:00Z'),
      end: Date.parse('2026-12-31T23:00:00Z'),
    };
    const holidays = eventsOf(icalendar({ ...file, calendar, bounds: year })).filter(
      ({ startDate }) => startDate.isDate,
    );
    const shown = holidays.map(({ startDate, summary }) => `${startDate.toString()} ${summary}`);
    expect(shown).to.have.length(11).and.include('2026-05-25 Whit Monday');
    expect(shown.slice(-2)).to.deep.equal(['2026-12-24 Christmas Eve', '2026-12-25 Christmas Day']);
    expect(holidays.at(-2)?.description).to.equal('Service hours 09:00-12:00, 13:00-15:00');
    expect(holidays.at(-1)?.endDate.toString()).to.equal('2026-12-26');
  });

  it('shows maintenance windows, and which were announced too late to count', () => {
    const start = Date.parse('2026-10-24T10:00:00Z');
    const maintenance = [
      { announcedAt: start - 1000, start, end: start + 3_600_000 },
      { announcedAt: start, start, end: start + 7_200_000 },
    ];
    const windows = eventsOf(icalendar({ ...file, maintenance })).filter(
      ({ summary }) => summary === 'Maintenance',
    );
    expect(windows.map(({ description }) => description)).to.deep.equal([
      'Announced at 2026-10-24T09:59:59.000Z',
      'Announced at 2026-10-24T10:00:00.000Z, too late to count',
    ]);
    expect(new Set(windows.map(({ uid }) => uid)).size).to.equal(2);
  });

  it('keeps lines to 75 octets and every letter whole', () => {
    const name = 'Öffnungszeiten, gültig für größere Störungen; übers ganze Jahr — jeden Tag';
    const text = icalendar({ ...file, calendar: { ...premium.calendar, name } });
    const lengths = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...lengths)).to.be.at.most(75);
    const calendar = new ICAL.Component(ICAL.parse(text));
    expect(calendar.getFirstPropertyValue('x-wr-calname')).to.contain('größere Störungen');
  });
});

function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}
