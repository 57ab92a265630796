import { expect } from 'chai';
import Holidays from 'date-holidays';
import { belgium, countries } from '../../sla/countries.ts';
import { dateOfDay, dayOf, dayOfDate, type HolidayRule } from '../../sla/holidays.ts';

describe('public holidays', () => {
  for (const [code, rules] of countries) {
    it(`of ${code} are those of date-holidays from 2000 to 2060`, () => {
      const [country = '', state = '', region = ''] = code.split('-');
      const known = new Holidays(country, state, region);
      for (let year = 2000; year <= 2060; year += 1) {
        expect(datesOf(rules, year), `${year}`).to.deep.equal(publicDates(known, year));
      }
    });
  }

  it("know every region of Belgium's neighbours that has holidays of its own", () => {
    const known = new Holidays();
    for (const country of ['BE', 'NL', 'LU', 'FR', 'DE']) {
      const own = Object.keys(known.getStates(country) ?? {}).filter((state) => {
        const [states, whole] = [new Holidays(country, state), new Holidays(country)];
        return `${publicDates(states, 2026)}` !== `${publicDates(whole, 2026)}`;
      });
      expect([...countries.keys()]).to.include.members(own.map((state) => `${country}-${state}`));
    }
  });

  it('are ten a year in Belgium, each by its name', () => {
    expect(belgium.map(({ name }) => name))
      .to.have.length(10)
      .and.include('Whit Monday');
  });

  it('skip 29 February in common years', () => {
    expect(dayOfDate('2026-02-29')).to.equal(undefined);
    expect(dayOf({ name: 'Leap Day', yearly: '02-29' }, 2026)).to.equal(undefined);
    expect(dayOf({ name: 'Leap Day', yearly: '02-29' }, 2028)).to.equal(dayOfDate('2028-02-29'));
  });

  it('find Easter in its earliest and its latest year', () => {
    const easter = { name: 'Easter', easter: 0 };
    expect(dateOfDay(dayOf(easter, 1818) ?? 0)).to.equal('1818-03-22');
    expect(dateOfDay(dayOf(easter, 2038) ?? 0)).to.equal('2038-04-25');
  });
});

function datesOf(rules: readonly HolidayRule[], year: number): string[] {
  const days = rules.map((rule) => dayOf(rule, year)).filter((day) => day !== undefined);
  return [...new Set(days.map(dateOfDay))].sort();
}

function publicDates(known: Holidays, year: number): string[] {
  const dates = known.getHolidays(year).filter(({ type }) => type === 'public');
  return [...new Set(dates.map(({ date }) => date.slice(0, 10)))].sort();
}
