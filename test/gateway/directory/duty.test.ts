import { expect } from 'chai';
import { climbTo, onDuty, shiftsOf } from '../../../gateway/directory/duty.ts';
import { fold } from '../../../gateway/incident.ts';
import type { WebhookConfig } from '../../../gateway/outbox/webhook/config.ts';
import { climbMessages } from '../../../gateway/timers/climb.ts';
import type { Duty } from '../../../nagios-config/inventory/duty-model.ts';
import { glob } from '../../../plugins/settings/glob.ts';
import { live, minute, notification } from '../samples.ts';

const [eva, tom, ida] = ['eva', 'tom', 'ida'].map((name) => ({
  name,
  email: `${name}@example.org`,
}));
if (eva === undefined || tom === undefined || ida === undefined) throw new Error('nobody');
const at = (text: string) => Date.parse(text);
const duty: Duty = {
  zone: 'Europe/Brussels',
  from: '2026-10-12',
  handOvers: [
    { day: 'monday', time: '09:00' },
    { day: 'friday', time: '17:00' },
  ],
  weeks: [
    [eva, tom],
    [tom, eva],
  ],
  standIns: [
    {
      from: at('2026-10-14T00:00+02:00'),
      until: at('2026-10-15T00:00+02:00'),
      by: ida,
      because: 'a course',
    },
    {
      from: at('2026-10-13T00:00+02:00'),
      until: at('2026-10-20T00:00+02:00'),
      by: ida,
      insteadOf: tom,
    },
  ],
  climb: [
    { afterMs: 15 * 60_000, to: 'next' },
    { afterMs: 30 * 60_000, to: 'everybody' },
  ],
};
const who = (text: string) => onDuty(duty, at(text))?.person.name;

describe('the rota', () => {
  const cases: [string, string | undefined][] = [
    ['2026-10-12T08:59+02:00', undefined],
    ['2026-10-12T09:00+02:00', 'eva'],
    ['2026-10-14T12:00+02:00', 'ida'],
    ['2026-10-15T00:00+02:00', 'eva'],
    ['2026-10-16T16:59+02:00', 'eva'],
    ['2026-10-16T17:00+02:00', 'ida'],
    ['2026-10-19T09:00+02:00', 'ida'],
    ['2026-10-20T00:00+02:00', 'tom'],
    ['2026-10-25T23:00+01:00', 'eva'],
    ['2026-10-26T08:59+01:00', 'eva'],
    ['2026-10-26T09:00+01:00', 'eva'],
    ['2026-10-30T17:00+01:00', 'tom'],
  ];
  for (const [time, name] of cases) {
    it(`has ${name ?? 'nobody'} on duty at ${time}`, () => {
      expect(who(time)).to.equal(name);
    });
  }

  it('has no gap and no overlap, over a change of the clocks too', () => {
    const shifts = shiftsOf(duty, at('2026-10-12T09:00+02:00'), at('2026-11-20T00:00+01:00'));
    for (const [index, { start }] of shifts.entries()) {
      if (index > 0) expect(start).to.equal(shifts[index - 1]?.end);
    }
    expect(shifts.length).to.be.greaterThan(10);
  });

  it('climbs to who is next on duty, and to everybody', () => {
    const time = at('2026-10-12T10:00+02:00');
    expect(climbTo(duty, 'next', time).map(({ name }) => name)).to.deep.equal(['ida']);
    expect(climbTo(duty, 'everybody', time).map(({ name }) => name)).to.deep.equal(['eva', 'tom']);
  });
});

describe('a climb', () => {
  const incident = fold(live([minute(0), notification()]));
  const inventory = { customers: new Map(), duty } as never;
  let webhooks: readonly WebhookConfig[] = [];
  afterEach(() => {
    webhooks = [];
  });
  const keys = (minutes: number, change = {}) =>
    climbMessages(
      { incident: { ...incident, ...change } as never },
      { inventory, webhooks },
      minute(minutes),
    ).map(({ key }) => key);

  it('tells the next step when its time has come, each person once', () => {
    expect(keys(14)).to.deep.equal([]);
    expect(keys(15)).to.have.length(1);
    expect(new Set(keys(30)).size).to.equal(3);
    expect(keys(30)).to.include(keys(15)[0]);
  });

  it('calls at each step the webhooks that ask for it, of their own customer only', () => {
    const hook = (url: string, pattern: string, customer?: string) =>
      ({ url, events: [glob(pattern)], ...(customer && { customer }) }) as unknown as WebhookConfig;
    webhooks = [
      hook('https://pager.example/all', 'incident.*'),
      hook('https://pager.example/a', 'incident.unanswered', 'customer-a'),
      hook('https://pager.example/b', '*', 'customer-b'),
      hook('https://pager.example/late', 'clock.overdue'),
    ];
    const called = (minutes: number) => keys(minutes).filter((key) => key.includes('pager'));
    expect(called(14)).to.deep.equal([]);
    expect(called(15).map((key) => JSON.parse(key)[3])).to.deep.equal([
      'https://pager.example/all',
      'https://pager.example/a',
    ]);
    expect(new Set(called(30)).size).to.equal(4);
  });

  it('ends when somebody responds', () => {
    expect(keys(60, { respondedAt: minute(20) })).to.deep.equal([]);
  });
});
