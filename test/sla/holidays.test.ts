import { expect } from 'chai';
import Holidays from 'date-holidays';
import { belgium, dayOf, type HolidayRule } from '../../sla/holidays.ts';

describe('public holidays', () => {
  it("are Belgium's ten, as date-holidays has them, from 2000 to 2060", () => {
    const known = new Holidays('BE');
    for (let year = 2000; year <= 2060; year += 1) {
      const theirs = known.getHolidays(year).filter(({ type }) => type === 'public');
      expect(datesOf(belgium, year)).to.deep.equal(
        theirs.map(({ date }) => date.slice(0, 10)).sort(),
      );
    }
  });
});

function datesOf(rules: readonly HolidayRule[], year: number): string[] {
  return rules
    .map((rule) => dayOf(rule, year))
    .filter((day) => day !== undefined)
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
    .sort();
}
