import { expect } from 'chai';
import { clocksOf } from '../../../gateway/clocks.ts';
import type { Command } from '../../../gateway/command.ts';
import { slaHistory } from '../../../gateway/incident/sla-history.ts';
import { evolve, type Incident } from '../../../gateway/incident.ts';
import { personal } from '../../../gateway/incident-event.ts';
import { endOfQuiet, judgeMail, type Standing } from '../../../gateway/outbox/mail/judge.ts';
import type { IncidentMail, Moment } from '../../../gateway/outbox/message.ts';
import { premium } from '../../../sla/plan.ts';
import { live, minute, notification, periods, type Step } from '../samples.ts';

const raised: Step = [minute(0), notification()];
const cleared: Step = [minute(2), notification({ type: 'RECOVERY', at: minute(2) })];
const done = { kind: 'resolved', cause: personal('done') } as const;
const settle: Command = { kind: 'settle' };

describe('whether a mail is worth sending', () => {
  it('is so for a customer while the trouble lasts', () => {
    expect(judged({ role: 'customer' }, [raised], 6)).to.equal('send');
  });

  it('is not known while it seems to be over', () => {
    expect(judgeMail(mail({ role: 'customer' }), standing([raised, cleared], 6))).to.deep.equal({
      ...{ kind: 'later', at: minute(17) + 5_000, why: 'its alert has cleared' },
    });
  });

  it('is not so for a customer once it was over by itself, or resolved', () => {
    expect(judged({ role: 'customer' }, [raised, cleared, [minute(17), settle]], 20)).to.equal(
      'needless',
    );
    expect(judged({ role: 'customer' }, [raised, [minute(3), done]], 6)).to.equal('needless');
  });

  it('is always so for the engineers’ first one', () => {
    expect(judged({}, [raised, cleared], 2)).to.equal('send');
  });

  it('depends on whether a customer was told, for the end', () => {
    const over = [raised, cleared, [minute(17), settle] as const];
    expect(judged({ role: 'customer', topic: 'resolved' }, over, 18)).to.equal('needless');
    expect(judged({ role: 'customer', topic: 'resolved' }, over, 18, { told: true })).to.equal(
      'send',
    );
    expect(
      judged({ role: 'customer', topic: 'resolved' }, [raised, [minute(3), done]], 4),
    ).to.equal('send');
  });

  it('ends for a warning with the clock that it is about', () => {
    const soon = { topic: 'due soon', moment: moment('response', 0.5) } as const;
    expect(judged(soon, [raised], 61)).to.equal('send');
    expect(judged(soon, [raised, [minute(60), { kind: 'responded' }]], 61)).to.equal('needless');
    expect(judged(soon, [raised], 121)).to.equal('needless');
    const overdue = { topic: 'overdue', moment: moment('response', 1) } as const;
    expect(judged(overdue, [raised], 121)).to.equal('send');
  });

  it('waits for the morning for an engineer, unless it is grave', () => {
    const quiet = { hours: '22:00-07:00', zone: 'Europe/Brussels', except: ['B'] } as const;
    const night = 14 * 60;
    const mild = judgeMail(mail({}), standing([raised], night, { quiet }));
    expect(mild).to.include({ kind: 'later', at: minute(21 * 60) });
    const grave = { ...quiet, except: ['A'] } as const;
    expect(judged({}, [raised], night, { quiet: grave })).to.equal('send');
    expect(judged({ role: 'customer' }, [raised], night, { quiet })).to.equal('send');
    expect(judged({}, [raised], 60, { quiet })).to.equal('send');
  });
});

describe('quiet hours', () => {
  const at = (local: string) =>
    Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Brussels').epochMilliseconds;
  const table: readonly (readonly [hours: string, now: string, end: string])[] = [
    ['22:00-07:00', '2026-10-16T23:30', '2026-10-17T07:00'],
    ['22:00-07:00', '2026-10-16T06:59', '2026-10-16T07:00'],
    ['22:00-07:00', '2026-10-16T07:00', '2026-10-16T07:00'],
    ['12:00-13:00', '2026-10-16T12:00', '2026-10-16T13:00'],
    ['12:00-13:00', '2026-10-16T13:00', '2026-10-16T13:00'],
    ['00:00-06:00', '2026-10-16T03:00', '2026-10-16T06:00'],
    ['20:00-00:00', '2026-10-16T21:00', '2026-10-17T00:00'],
    ['22:00-07:00', '2026-10-24T23:00', '2026-10-25T07:00'],
    ['08:00-08:00', '2026-10-16T08:00', '2026-10-16T08:00'],
  ];
  for (const [hours, now, end] of table) {
    it(`of ${hours} end for ${now} at ${end}`, () => {
      const quiet = { hours, zone: 'Europe/Brussels', except: [] };
      expect(endOfQuiet(quiet, at(now))).to.equal(at(end));
    });
  }
});

function judged(
  change: Partial<IncidentMail>,
  steps: readonly Step[],
  now: number,
  more: Partial<Standing> = {},
): string {
  return judgeMail(mail(change), standing(steps, now, more)).kind;
}

function mail(change: Partial<IncidentMail>): IncidentMail {
  return {
    ...{ kind: 'incident-mail', incident: 1, customer: 'customer-a', role: 'engineer' },
    ...{ topic: 'raised', to: { name: 'Eva Example', email: 'eva@support.example' } },
    ...{ version: 1, moment: null, ...change },
  };
}

function moment(clock: string, share: number): Moment {
  return { clock, share, at: minute(60), late: 0, passed: [] };
}

function standing(steps: readonly Step[], now: number, more: Partial<Standing> = {}): Standing {
  const events = live(...steps);
  const incident = events.reduce<Incident | undefined>(evolve, undefined);
  const terms = { engine: '1', plan: premium };
  const history = slaHistory({ events, terms, windows: [], now: minute(now) });
  if (incident === undefined || history === undefined) throw new Error('nothing was raised');
  const clocks = clocksOf(history);
  const { settling } = periods;
  return { incident, clocks, told: false, settling, quiet: undefined, now: minute(now), ...more };
}
