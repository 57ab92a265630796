import type { HolidayRule } from './holidays.ts';

const newYear: HolidayRule = { name: "New Year's Day", yearly: '01-01' };
const epiphany: HolidayRule = { name: 'Epiphany', yearly: '01-06' };
const womensDay = (since: number): HolidayRule => ({
  name: "International Women's Day",
  yearly: '03-08',
  since,
});
const goodFriday: HolidayRule = { name: 'Good Friday', easter: -2 };
const easter: HolidayRule = { name: 'Easter Sunday', easter: 0 };
const easterMonday: HolidayRule = { name: 'Easter Monday', easter: 1 };
const labour: HolidayRule = { name: 'Labour Day', yearly: '05-01' };
const ascension: HolidayRule = { name: 'Ascension Day', easter: 39 };
const whitSunday: HolidayRule = { name: 'Whit Sunday', easter: 49 };
const whitMonday: HolidayRule = { name: 'Whit Monday', easter: 50 };
const corpusChristi: HolidayRule = { name: 'Corpus Christi', easter: 60 };
const assumption: HolidayRule = { name: 'Assumption Day', yearly: '08-15' };
const reformation: HolidayRule = { name: 'Reformation Day', yearly: '10-31' };
const reformationSince2018: HolidayRule = { ...reformation, since: 2018 };
const allSaints: HolidayRule = { name: "All Saints' Day", yearly: '11-01' };
const armistice: HolidayRule = { name: 'Armistice Day', yearly: '11-11' };
const christmas: HolidayRule = { name: 'Christmas Day', yearly: '12-25' };
const boxing: HolidayRule = { name: "St Stephen's Day", yearly: '12-26' };
const abolition = (yearly: string): HolidayRule => ({ name: 'Abolition of Slavery', yearly });

/** Belgium's ten public holidays. */
export const belgium: readonly HolidayRule[] = [
  newYear,
  easterMonday,
  labour,
  ascension,
  whitMonday,
  { name: 'National Day', yearly: '07-21' },
  assumption,
  allSaints,
  armistice,
  christmas,
];

const netherlands: readonly HolidayRule[] = [
  newYear,
  easter,
  easterMonday,
  { name: "Queen's Day", yearly: '04-30', onSunday: -1, until: 2013 },
  { name: "King's Day", yearly: '04-27', onSunday: -1, since: 2014 },
  ascension,
  whitSunday,
  whitMonday,
  christmas,
  boxing,
];

const luxembourg: readonly HolidayRule[] = [
  newYear,
  easterMonday,
  labour,
  { name: 'Europe Day', yearly: '05-09', since: 2019 },
  ascension,
  whitMonday,
  { name: 'National Day', yearly: '06-23' },
  assumption,
  allSaints,
  christmas,
  boxing,
];

const france: readonly HolidayRule[] = [
  newYear,
  easterMonday,
  labour,
  { name: 'Victory Day', yearly: '05-08' },
  ascension,
  whitMonday,
  { name: 'National Day', yearly: '07-14' },
  assumption,
  allSaints,
  armistice,
  christmas,
];

const germany: readonly HolidayRule[] = [
  newYear,
  goodFriday,
  easterMonday,
  labour,
  ascension,
  whitMonday,
  { name: 'Day of German Unity', yearly: '10-03' },
  { name: 'Reformation Day, 500 years', date: '2017-10-31' },
  christmas,
  boxing,
];

const bavaria = [...germany, epiphany, corpusChristi, allSaints];

/**
 * The public holidays of Belgium and its neighbours by ISO 3166 code, and of their regions where those have others (`DE-BY`; the
 * parts of Bavaria that keep Assumption Day are `DE-BY-KATH`, Augsburg is `DE-BY-A`).
 */
export const countries: ReadonlyMap<string, readonly HolidayRule[]> = new Map([
  ['BE', belgium],
  ['NL', netherlands],
  ['LU', luxembourg],
  ['FR', france],
  ['FR-57', [...france, goodFriday, boxing]],
  ['FR-67', [...france, goodFriday, boxing]],
  ['FR-68', [...france, goodFriday, boxing]],
  ['FR-YT', [...france, abolition('04-27')]],
  ['FR-MQ', [...france, goodFriday, abolition('05-22')]],
  ['FR-GP', [...france, goodFriday, abolition('05-27')]],
  ['FR-GF', [...france, abolition('06-10')]],
  ['FR-RE', [...france, abolition('12-20')]],
  ['FR-MF', [...france, abolition('05-27')]],
  ['FR-BL', [...france, abolition('10-09')]],
  ['DE', germany],
  ['DE-BW', [...germany, epiphany, corpusChristi, allSaints]],
  ['DE-BY', bavaria],
  ['DE-BY-A', [...bavaria, assumption, { name: 'Peace Festival', yearly: '08-08' }]],
  ['DE-BY-KATH', [...bavaria, assumption]],
  [
    'DE-BE',
    [
      ...germany,
      womensDay(2019),
      { name: 'Liberation Day, 75 years', date: '2020-05-08' },
      { name: 'Liberation Day, 80 years', date: '2025-05-08' },
      { name: 'Uprising of 1953, 75 years', date: '2028-06-17' },
    ],
  ],
  ['DE-BB', [...germany, easter, whitSunday, reformation]],
  ['DE-HB', [...germany, reformationSince2018]],
  ['DE-HH', [...germany, reformationSince2018]],
  ['DE-HE', [...germany, corpusChristi]],
  ['DE-MV', [...germany, womensDay(2023), reformation]],
  ['DE-NI', [...germany, reformationSince2018]],
  ['DE-NW', [...germany, corpusChristi, allSaints]],
  ['DE-RP', [...germany, corpusChristi, allSaints]],
  ['DE-SL', [...germany, corpusChristi, assumption, allSaints]],
  ['DE-SN', [...germany, reformation, { name: 'Day of Repentance', wednesdayBefore: '11-23' }]],
  ['DE-ST', [...germany, epiphany, reformation]],
  ['DE-SH', [...germany, reformationSince2018]],
  [
    'DE-TH',
    [...germany, { name: "World Children's Day", yearly: '09-20', since: 2019 }, reformation],
  ],
]);
