import { expect } from 'chai';
import { evaluate } from '../../../sla/evaluate.ts';
import { openTime } from '../../../sla/open-time.ts';
import { standard } from '../../../sla/plan.ts';
import { placeOf } from '../../../sla/written/field.ts';
import { readPlan } from '../../../sla/written/plan.ts';
import { at, hours } from '../story.ts';

const week = { monday: ['09:00-17:00'] };
const targets = { A: '1h', B: '2h', C: '90m', D: '1h30m' };
const plan = (more: object = {}) => ({
  calendar: { zone: 'Europe/Brussels', hours: week },
  objectives: { response: { targets } },
  ...more,
});

describe('a plan of its own', () => {
  it('needs only hours and targets; response and intervention are what they are in the built-in plans', () => {
    const read = readPlan('gold', plan());
    expect(read).to.deep.equal({
      value: {
        name: 'gold',
        version: '1',
        calendar: {
          name: 'own calendar',
          version: '1',
          zone: 'Europe/Brussels',
          hours: week,
          holidays: [],
        },
        objectives: [
          {
            name: 'response',
            targets: { A: hours(1), B: hours(2), C: hours(1.5), D: hours(1.5) },
            starts: 'raised',
            stops: ['responded', 'intervention-started'],
            pauses: [{ from: 'information-requested', until: 'information-received' }],
          },
        ],
        updates: null,
      },
    });
  });

  it('can be written as the built-in ones are', () => {
    const read = readPlan('standard', {
      calendar: 'standard',
      objectives: {
        response: { targets: { A: '4h', B: '4h', C: '8h', D: '8h' } },
        intervention: { targets: { A: '8h', B: '8h', C: '16h', D: '16h' } },
      },
    });
    expect(read).to.deep.equal({ value: standard });
  });

  it('may number its versions', () => {
    const read = readPlan('gold', plan({ version: 2026 }));
    expect('value' in read && read.value.version).to.equal('2026');
  });

  it('survives being written as JSON, so that a verdict can be replayed from it', () => {
    expect(JSON.parse(JSON.stringify(standard))).to.deep.equal(standard);
  });

  it('can be open around the clock, over midnight, in shifts and on half days', () => {
    const holidays = ['DE-BY', { date: '2026-10-14', name: 'Inventory', hours: ['09:00-10:00'] }];
    const open = (written: unknown, from: string, to: string) => {
      const read = readPlan(
        'own',
        plan({ calendar: { zone: 'Europe/Brussels', hours: written, holidays } }),
      );
      if (!('value' in read)) throw new Error(JSON.stringify(read.problems));
      return openTime(read.value.calendar).between(at(from), at(to)) / hours(1);
    };
    expect(open('always', 'Mon 00:00', 'Tue 06:30')).to.equal(30.5);
    expect(open('always', 'Wed 00:00', 'Thu 00:00')).to.equal(1);
    expect(open({ monday: ['22:00-06:00'] }, 'Mon 00:00', 'Wed 00:00')).to.equal(8);
    expect(open({ monday: ['09:00-12:00', '13:00-17:00'] }, 'Mon 10:00', 'Mon 14:00')).to.equal(3);
    // The night shift of Tuesday ends where the holiday begins, which has its own hour.
    expect(open({ tuesday: ['22:00-06:00'] }, 'Mon 00:00', 'Sun 00:00')).to.equal(2 + 1);
  });

  it('can have clocks with their own events to start, pause and stop', () => {
    const workaround = {
      targets: '3h',
      starts: 'responded',
      stops: ['workaround-given'],
      pauses: [{ from: 'test-begun', until: 'test-done' }],
    };
    const read = readPlan('own', plan({ objectives: { workaround } }));
    if (!('value' in read)) throw new Error(JSON.stringify(read.problems));
    const own = (time: string, name: string) =>
      ({ at: at(time), kind: 'own', name, id: '' }) as const;
    const history = {
      plan: read.value,
      severity: 'A',
      raisedAt: at('Mon 09:00'),
      now: at('Mon 16:00'),
      events: [{ at: at('Mon 10:00'), kind: 'responded' } as const],
      maintenance: [],
    } as const;
    expect(evaluate({ ...history, events: [] }).clocks.workaround).to.include({
      startedAt: null,
      elapsed: 0,
      deadline: null,
      verdict: 'running',
    });
    const events = [
      ...history.events,
      own('Mon 11:00', 'test-begun'),
      own('Mon 12:00', 'test-done'),
      own('Mon 13:00', 'workaround-given'),
    ];
    expect(evaluate({ ...history, events }).clocks.workaround).to.include({
      startedAt: at('Mon 10:00'),
      elapsed: hours(2),
      stoppedAt: at('Mon 13:00'),
      verdict: 'met',
    });
    expect(evaluate({ ...history, events: events.slice(0, 2) }).clocks.workaround).to.include({
      elapsed: hours(1),
      deadline: null,
    });
  });

  const wrongs: [string, unknown, string][] = [
    ['no object', 'gold', 'input: not an object: "gold"'],
    [
      'an unknown key',
      plan({ calender: 1 }),
      'calender: unknown key (known: name, version, from, calendar, objectives, updates): 1',
    ],
    ['no calendar', plan({ calendar: undefined }), 'calendar: not an object: missing'],
    [
      'an unknown calendar',
      plan({ calendar: 'gold' }),
      'calendar: neither a calendar nor one of standard, premium: "gold"',
    ],
    [
      'an unknown zone',
      plan({ calendar: { zone: 'Europe/Brussel', hours: week } }),
      'calendar.zone: not a time zone such as Europe/Brussels: "Europe/Brussel"',
    ],
    [
      'an unknown weekday',
      plan({ calendar: { zone: 'UTC', hours: { ...week, mon: [] } } }),
      'calendar.hours.mon: unknown key (known: sunday, monday, tuesday, wednesday, thursday, friday, saturday): []',
    ],
    [
      'a shift that is none',
      plan({ calendar: { zone: 'UTC', hours: { ...week, friday: ['9-17'] } } }),
      'calendar.hours.friday[0]: not a shift such as 09:00-17:00: "9-17"',
    ],
    [
      'a shift without length',
      plan({ calendar: { zone: 'UTC', hours: { ...week, friday: ['09:00-09:00'] } } }),
      'calendar.hours.friday[0]: not a shift such as 09:00-17:00: "09:00-09:00"',
    ],
    [
      'hours that are never open',
      plan({ calendar: { zone: 'UTC', hours: { monday: [] } } }),
      'calendar.hours: never open: {"monday":[]}',
    ],
    [
      'an unknown country',
      plan({ calendar: { zone: 'UTC', hours: week, holidays: ['XX'] } }),
      'calendar.holidays[0]: no holidays known (known: BE, NL, LU, FR, FR-57',
    ],
    [
      'a holiday on two days',
      plan({
        calendar: {
          zone: 'UTC',
          hours: week,
          holidays: [{ name: 'x', easter: 1, date: '2026-01-02' }],
        },
      }),
      'calendar.holidays[0]: needs exactly one of date, yearly, easter, wednesdayBefore: {"name":"x"',
    ],
    [
      'a holiday on no day',
      plan({
        calendar: { zone: 'UTC', hours: week, holidays: [{ name: 'x', date: '2026-02-29' }] },
      }),
      'calendar.holidays[0].date: not a day YYYY-MM-DD: "2026-02-29"',
    ],
    [
      'a half day over midnight',
      plan({
        calendar: {
          zone: 'UTC',
          hours: week,
          holidays: [{ name: 'x', yearly: '12-24', hours: ['22:00-02:00'] }],
        },
      }),
      'calendar.holidays[0].hours: the hours of a holiday cannot reach over midnight: ["22:00-02:00"]',
    ],
    ['no objective', plan({ objectives: {} }), 'objectives: no objective: {}'],
    [
      'a missing target',
      plan({ objectives: { response: { targets: { ...targets, B: undefined } } } }),
      'objectives.response.targets.B: not a duration above zero such as 4h or 1h30m: missing',
    ],
    [
      'a target of nothing',
      plan({ objectives: { response: { targets: '0h' } } }),
      'objectives.response.targets: not a duration above zero such as 4h or 1h30m: "0h"',
    ],
    [
      'a clock that nothing stops',
      plan({ objectives: { workaround: { targets } } }),
      'objectives.workaround.stops: needs the events that stop the clock: missing',
    ],
    [
      'a clock called updates',
      plan({ objectives: { updates: { targets, stops: ['x'] } } }),
      'objectives.updates: not a name for an objective: "updates"',
    ],
    [
      'an event that is no word',
      plan({ objectives: { response: { targets, stops: ['Done!'] } } }),
      'objectives.response.stops[0]: not the name of an event: "Done!"',
    ],
    [
      'updates without a rhythm',
      plan({ updates: {} }),
      'updates.every: not a duration above zero such as 4h or 1h30m: missing',
    ],
  ];
  for (const [what, written, problem] of wrongs) {
    it(`is refused with its key: ${what}`, () => {
      const read = readPlan('gold', written);
      const problems = 'problems' in read ? read.problems : [];
      const sentences = problems.map((each) => `${placeOf(each)}: ${each.what}`);
      expect(sentences).to.have.length(1);
      expect(sentences[0]).to.contain(problem);
    });
  }
});
