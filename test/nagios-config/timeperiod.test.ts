import { expect } from 'chai';
import { timeperiods } from '../../nagios-config/timeperiod.ts';
import type { ServiceCalendar } from '../../sla/calendar.ts';
import { premium, standard } from '../../sla/plan.ts';

const years = { from: 2026, until: 2028 };

function directives(calendar: ServiceCalendar): readonly (readonly string[])[][] {
  return timeperiods('x', calendar, years).map((period) =>
    period.directives.map((directive) => directive.map(String)),
  );
}

describe('time periods', () => {
  it('are the service hours of the plan', () => {
    const [hours = []] = directives(standard.calendar);
    expect(hours.slice(2)).to.deep.equal([
      ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
        day,
        '09:00-17:00',
      ]),
      ['exclude', 'plan-x-holidays'],
    ]);
    const [extended = []] = directives(premium.calendar);
    expect(extended).to.deep.include(['sunday', '07:00-19:00']);
  });

  it('take out each holiday of the years by its date, with its name', () => {
    const [, holidays = []] = directives(premium.calendar);
    expect(holidays).to.deep.include(['2026-12-25', '00:00-24:00', 'Christmas Day']);
    expect(holidays).to.deep.include(['2027-03-29', '00:00-24:00', 'Easter Monday']);
    expect(holidays).to.deep.include(['2028-05-25', '00:00-24:00', 'Ascension Day']);
    const dates = holidays.slice(2).map(([date = '']) => date);
    expect(dates).to.have.length(30);
    expect(dates).to.deep.equal(dates.toSorted());
  });

  it('split shifts at midnight, and a holiday closes its own day only', () => {
    const nights: ServiceCalendar = {
      ...standard.calendar,
      hours: { monday: ['22:00-06:00'], sunday: ['12:00-00:00'] },
      holidays: [{ name: 'Some Monday', date: '2026-06-01' }],
    };
    const [hours = [], holidays = []] = directives(nights);
    expect(hours.slice(2)).to.deep.equal([
      ['monday', '22:00-24:00'],
      ['tuesday', '00:00-06:00'],
      ['sunday', '12:00-24:00'],
      ['exclude', 'plan-x-holidays'],
    ]);
    expect(holidays.slice(2)).to.deep.equal([['2026-06-01', '00:00-24:00', 'Some Monday']]);
  });

  it('give a holiday with hours these hours', () => {
    const eve = { name: 'Old Year', yearly: '12-31', hours: ['12:00-14:00', '22:00-02:00'] };
    const [hours = [], ...none] = directives({ ...standard.calendar, holidays: [eve] });
    expect(hours).to.deep.include(['2026-12-31', '12:00-14:00,22:00-24:00', 'Old Year']);
    expect(hours).to.deep.include(['2027-01-01', '00:00-02:00,09:00-17:00', 'after Old Year']);
    expect(none).to.deep.equal([]);
  });
});
