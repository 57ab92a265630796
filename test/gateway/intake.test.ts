import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { personal } from '../../gateway/incident-event.ts';
import type { Outcome } from '../../gateway/intake/outcome.ts';
import { BusyError, createIntake, type Intake } from '../../gateway/intake.ts';
import { openStore } from '../../gateway/store/open.ts';
import type { Store } from '../../gateway/store/store.ts';
import { directory, engineer, minute, notification, periods, report, result } from './samples.ts';

describe('the intake', () => {
  let folder: string;
  let store: Store;
  let intake: Intake;
  let now = minute(100);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-intake-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
    now = minute(100);
    intake = createIntake({ store, directory: () => directory, periods, now: () => now });
  });
  afterEach(async () => {
    await intake.stop();
    await store.close();
    await rm(folder, { recursive: true });
  });

  const signal = (change: Parameters<typeof notification>[0] = {}) =>
    intake.submit({ kind: 'signal', signal: notification(change) });
  const kindsOf = async (id: number) => (await store.history(id)).map(({ event }) => event.kind);

  it('acts once on what is delivered twice', async () => {
    await signal();
    const again = await signal();
    expect(again).to.include({ repeated: true, events: 0 });
    expect(await kindsOf(1)).to.deep.equal(['raised']);
  });

  for (const together of [true, false]) {
    const how = together ? 'in one batch' : 'one after the other';
    it(`makes one incident of one event through every door, ${how}`, async () => {
      const heard = [
        notification({ source: 'nagios:main', keys: ['1'] }),
        result({ source: 'nsca' }),
        notification({ source: 'nagios:backup', keys: ['2'], problem: 'backup:9' }),
        result({ source: 'nrdp:customer-a' }),
        notification({ source: 'alertmanager:customer-a', keys: ['3'], problem: 'alertmanager/f' }),
        result({ source: 'webhook:grafana' }),
      ];
      const asked = heard.map((each) => () => intake.submit({ kind: 'signal', signal: each }));
      if (together) await Promise.all(asked.map((ask) => ask()));
      else for (const ask of asked) await ask();
      expect(await store.list({})).to.have.length(1);
      expect(await kindsOf(1)).to.deep.equal(['raised', 'problem-repeated', 'problem-repeated']);
    });
  }

  it('decides what comes together in the order in which it came', async () => {
    await Promise.all([
      signal(),
      signal({ type: 'RECOVERY', at: minute(1) }),
      signal({ at: minute(2) }),
      signal({ at: minute(2), keys: ['another contact'] }),
    ]);
    expect(await kindsOf(1)).to.deep.equal([
      'raised',
      'alert-cleared',
      'alert-raised',
      'problem-repeated',
    ]);
  });

  it('dates nothing later than its receipt', async () => {
    await signal({ at: minute(500) });
    const [raised] = await store.history(1);
    expect(raised).to.include({ at: minute(100), receivedAt: minute(100) });
  });

  it('dates an event by its source', async () => {
    await signal({ at: minute(7) });
    expect((await store.history(1))[0]).to.include({ at: minute(7), receivedAt: minute(100) });
  });

  it('joins the services of a host that is down to its incident, also in one batch', async () => {
    await Promise.all([
      signal({ service: null, state: 'DOWN' }),
      signal({ at: minute(1) }),
      intake.submit({ kind: 'signal', signal: result({ service: 'load', at: minute(2) }) }),
    ]);
    expect(await kindsOf(1)).to.deep.equal(['raised', 'alert-raised', 'alert-raised']);
    expect(await store.incident(2)).to.equal(undefined);
  });

  it('records a report, and that it was entered afterwards', async () => {
    const outcome = await intake.submit({
      kind: 'report',
      report: report({ channel: 'phone', at: minute(40), severity: 'B' }),
      actor: engineer,
    });
    expect(incidentOf(outcome)).to.include({ severity: 'B', raisedAt: minute(40) });
    expect(incidentOf(outcome)?.raised.cause).to.include({ enteredAfterwards: true });
  });

  it('refuses a report of a customer that is in no inventory', async () => {
    const stranger = report({ customer: 'nobody' });
    const outcome = await intake.submit({ kind: 'report', report: stranger, actor: engineer });
    expect(outcome).to.deep.equal({ refused: 'there is no customer "nobody"' });
  });

  it('merges both sides or neither', async () => {
    await signal();
    await signal({ host: 'app-2', at: minute(1) });
    const merge = (incident: number, into: number) =>
      intake.submit({
        kind: 'command',
        incident,
        command: { kind: 'merged', into, raisedAt: 0 },
        actor: engineer,
      });
    expect(await merge(1, 2)).to.have.property('refused');
    expect(await merge(2, 9)).to.deep.equal({ refused: 'there is no incident 9 to merge into' });
    await merge(2, 1);
    expect(await kindsOf(1)).to.deep.equal(['raised', 'absorbed']);
    expect(await kindsOf(2)).to.deep.equal(['raised', 'merged']);
  });

  it('brings what a merged incident watched to its survivor', async () => {
    await signal();
    await signal({ host: 'app-2', at: minute(1) });
    const command = { kind: 'merged', into: 1, raisedAt: 0 } as const;
    await intake.submit({ kind: 'command', incident: 2, command, actor: engineer });
    const recovery = await signal({ host: 'app-2', type: 'RECOVERY', at: minute(2) });
    expect(incidentOf(recovery)?.id).to.equal(1);
    expect(await kindsOf(1)).to.deep.equal(['raised', 'absorbed', 'alert-cleared']);
  });

  it('refuses what conflicts, and writes nothing of it', async () => {
    await signal();
    const resolved = { kind: 'resolved', cause: personal('done') } as const;
    await intake.submit({ kind: 'command', incident: 1, command: resolved, actor: engineer });
    const late = await intake.submit({
      kind: 'command',
      incident: 1,
      command: { kind: 'responded' },
      actor: engineer,
    });
    expect(late).to.deep.equal({
      refused: 'incident 1 is resolved: reopen it before responding',
    });
    expect(await kindsOf(1)).to.deep.equal(['raised', 'resolved']);
  });

  it('settles only when the settling time is over, at the instant it was', async () => {
    await signal();
    await signal({ type: 'RECOVERY', at: minute(90) });
    await intake.submit({ kind: 'settle', incident: 1 });
    expect(await kindsOf(1)).to.deep.equal(['raised', 'alert-cleared']);
    now = minute(300);
    await intake.submit({ kind: 'settle', incident: 1 });
    expect((await store.history(1)).at(-1)).to.include({ at: minute(105), receivedAt: now });
  });

  it('tells one bad request from the good ones beside it', async () => {
    const broken = notification({ host: 'app-2', keys: [{} as string] });
    const outcomes = await Promise.allSettled([
      signal(),
      intake.submit({ kind: 'signal', signal: broken }),
      signal({ host: 'app-3' }),
    ]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await store.list({})).to.have.length(2);
  });

  it('lets no more wait than it can bear, and tells the others to try again', async () => {
    const asked = Array.from({ length: 20_003 }, () =>
      intake.submit({ kind: 'settle', incident: 9 }),
    );
    expect(intake.waiting()).to.equal(20_000);
    const answers = await Promise.allSettled(asked);
    const refused = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).to.have.length(3);
    for (const reason of refused) expect(reason).to.be.instanceOf(BusyError);
    expect(intake.waiting()).to.equal(0);
  });

  it('finishes what it took in before it stops, and takes no more', async () => {
    const taken = signal();
    await intake.stop();
    expect(incidentOf(await taken)?.id).to.equal(1);
    const refused = await signal({ host: 'app-2' }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(BusyError);
  });
});

function incidentOf(outcome: Outcome) {
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome.incident;
}
