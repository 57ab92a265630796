import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PersonCommand } from '../../gateway/command.ts';
import { writeTerms } from '../../gateway/incident/terms.ts';
import { personal } from '../../gateway/incident-event.ts';
import { createIntake, type Intake } from '../../gateway/intake.ts';
import type { Message } from '../../gateway/outbox/message.ts';
import { openStore } from '../../gateway/store/open.ts';
import type { Store } from '../../gateway/store/store.ts';
import type { Alarm } from '../../gateway/timers/alarm.ts';
import { type Noticed, startTimers } from '../../gateway/timers.ts';
import { premium } from '../../sla/plan.ts';
import { until } from '../until.ts';
import { directory, engineer, minute, notification, opening, periods } from './samples.ts';

/** Under the plan of these tests severity A has 2 hours for the response and 4 for the intervention. */
describe('timers', () => {
  let folder: string;
  let store: Store;
  let intake: Intake;
  let now: number;
  let noticed: string[];
  let failures: unknown[];
  let alarms: Alarm[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-timers-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
    await store.keepTerms(new Map([[opening.terms, writeTerms(premium).content]]));
    now = minute(0);
    noticed = [];
    failures = [];
    alarms = [];
    intake = createIntake({ store, directory: () => directory, periods, now: () => now });
  });
  afterEach(async () => {
    for (const alarm of alarms) await alarm.stop();
    await intake.stop();
    await store.close();
    await rm(folder, { recursive: true });
    expect(failures).to.deep.equal([]);
  });

  const start = () => {
    const alarm = startTimers({
      ...{ store, shares: () => ({ clocks: [0.5, 0.75], updates: [0.75] }), now: () => now },
      messages: ({ key }) => [mail(key)],
      noticed: (all) => noticed.push(...all.map(shown)),
      failed: (error) => failures.push(error),
    });
    alarms.push(alarm);
    return alarm;
  };
  /** Goes on to an instant, and waits until everybody has looked. */
  const at = async (instant: number) => {
    now = instant;
    for (const { look } of alarms) look();
    await until('nothing due', async () => {
      const next = await store.timers.nextDue();
      return next === null || next > now ? true : undefined;
    });
    await new Promise((done) => setTimeout(done, 20));
  };
  const raise = (host = 'app-1') =>
    intake.submit({ kind: 'signal', signal: notification({ host, at: now, keys: [host + now] }) });
  const act = (command: PersonCommand) =>
    intake.submit({ kind: 'command', incident: 1, command, actor: engineer });

  it('notice each moment of each clock once, when it comes', async () => {
    start();
    await raise();
    await at(minute(0));
    expect(await store.timers.nextDue()).to.equal(minute(60) + 1);
    const seen: string[] = [];
    for (const minutes of [59, 61, 89, 91, 119, 121, 181, 239, 241, 600]) {
      await at(minute(minutes));
      seen.push(...noticed.splice(0).map((what) => `${minutes}: ${what}`));
    }
    expect(seen).to.deep.equal([
      '61: response 0.5',
      '91: response 0.75',
      '121: response 1',
      '121: intervention 0.5',
      '181: intervention 0.75',
      '241: intervention 1',
    ]);
    expect(await store.timers.nextDue()).to.equal(null);
    expect(await store.outbox.list({})).to.have.length(6);
  });

  it('notice the opening for what was raised at night', async () => {
    start();
    now = minute(12 * 60);
    await raise();
    await at(minute(20 * 60));
    expect(noticed).to.deep.equal([]);
    await at(minute(21 * 60) + 1);
    expect(noticed).to.deep.equal(['service hours 0']);
  });

  it('follow what happens to the incident', async () => {
    start();
    await raise();
    await at(minute(30));
    await act({
      kind: 'information-requested',
      id: 'q1',
      whom: personal('Tina'),
      what: personal('a log'),
    });
    await at(minute(100));
    expect(noticed).to.deep.equal([]);
    now = minute(110);
    await act({ kind: 'information-received', id: 'q1', text: personal('') });
    await at(minute(130));
    expect(noticed).to.deep.equal([]);
    await at(minute(141));
    expect(noticed.splice(0)).to.deep.equal(['response 0.5']);
    await act({ kind: 'intervention-started' });
    await at(minute(232));
    expect(noticed.splice(0)).to.deep.equal(['status update 0.75']);
    await act({ kind: 'resolved', cause: personal('done') });
    await at(minute(10_000));
    expect(noticed).to.deep.equal([]);
  });

  it('let a maintenance window count that is announced later', async () => {
    start();
    await raise();
    await at(minute(1));
    const window = {
      id: 'm1',
      customer: 'customer-a',
      hosts: [],
      applications: [],
      reason: 'upgrade',
    };
    const times = { announcedAt: now, start: minute(10), end: minute(40) };
    await store.announce({ ...window, ...times, actor: engineer });
    await at(minute(61));
    expect(noticed).to.deep.equal([]);
    await at(minute(91));
    expect(noticed).to.deep.equal(['response 0.5']);
  });

  it('notice at the start what was missed, once for a clock, and say how late', async () => {
    await raise();
    now = minute(130);
    start();
    await at(minute(130));
    expect(noticed.sort()).to.deep.equal([
      'intervention 0.5 late 600 s',
      'response 1 late 600 s, passed 0.5 0.75',
    ]);
    await alarms[0]?.stop();
    start();
    await at(minute(131));
    expect(noticed).to.have.length(2);
  });

  it('notice once what several gateways wait for', async () => {
    for (let gateway = 0; gateway < 3; gateway++) start();
    for (let host = 0; host < 40; host++) await raise(`app-${host}`);
    await at(minute(61));
    expect(noticed).to.have.length(40);
    expect(await store.outbox.list({})).to.have.length(40);
  });

  it('notice nothing twice when the time of day is set back, and nothing too late when it is set forward', async () => {
    start();
    await raise();
    await at(minute(61));
    await at(minute(1));
    await at(minute(62));
    expect(noticed).to.deep.equal(['response 0.5']);
    await at(minute(91));
    await at(minute(121));
    expect(noticed).to.include('response 1');
  });

  it('go on with others when one incident cannot be read', async () => {
    start();
    await raise();
    const strange = { ...notification({ host: 'app-2', keys: ['x'] }) };
    const lost = { ...directory, openingForAlert: () => ({ ...opening, terms: 'lost' }) };
    const other = createIntake({ store, directory: () => lost, periods, now: () => now });
    await other.submit({ kind: 'signal', signal: strange });
    await at(minute(61));
    expect(noticed).to.deep.equal(['response 0.5']);
    expect(String(failures.splice(0)[0])).to.contain('the store has lost the terms lost');
  });
});

function shown({ moment: { clock, share, late, passed } }: Noticed): string {
  const delay = late === 0 ? '' : ` late ${Math.round(late / 1000)} s`;
  const before =
    passed.length === 0 ? '' : `, passed ${passed.map((each) => each.share).join(' ')}`;
  return `${clock} ${share}${delay}${before}`;
}

function mail(key: string): Message {
  const to = { name: 'Eva Example', email: 'eva@support.example' };
  return { key, content: { kind: 'mail', to, subject: key, text: 'a text', incident: null } };
}
