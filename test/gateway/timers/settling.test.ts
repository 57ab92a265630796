import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createIntake } from '../../../gateway/intake.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import type { Alarm } from '../../../gateway/timers/alarm.ts';
import { startSettling } from '../../../gateway/timers/settling.ts';
import { until } from '../../until.ts';
import { directory, notification } from '../samples.ts';

describe('what recovers by itself', () => {
  const periods = { settling: 50, reopening: 1000 };
  let folder: string;
  let store: Store;
  let settling: Alarm | undefined;
  const failures: unknown[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-settling-'));
    store = await openStore({ kind: 'sqlite', path: join(folder, 'watchclock.db') });
  });
  afterEach(async () => {
    await settling?.stop();
    await store.close();
    await rm(folder, { recursive: true });
    expect(failures).to.deep.equal([]);
  });

  const intakeWith = (committed: () => void) =>
    createIntake({ store, directory: () => directory, periods, now: Date.now, committed });
  const start = (intake: ReturnType<typeof intakeWith>) =>
    startSettling({
      store,
      intake,
      periods,
      now: Date.now,
      failed: (error) => failures.push(error),
    });
  const resolved = () =>
    until('the resolution', async () => {
      const incident = await store.incident(1);
      return incident?.status === 'resolved' ? incident : undefined;
    });
  const troubleAndRecovery = async (intake: ReturnType<typeof intakeWith>) => {
    const at = Date.now();
    await intake.submit({ kind: 'signal', signal: notification({ at }) });
    const recovery = notification({ type: 'RECOVERY', at: at + 1 });
    await intake.submit({ kind: 'signal', signal: recovery });
  };

  it('is resolved when its settling time is over', async () => {
    const intake = intakeWith(() => settling?.look());
    settling = start(intake);
    await troubleAndRecovery(intake);
    const incident = await resolved();
    expect(incident.resolvedByItself).to.equal(true);
    expect(incident.resolvedAt).to.equal((incident.clearedAt ?? 0) + periods.settling);
  });

  it('is resolved after a restart too', async () => {
    const intake = intakeWith(() => undefined);
    await troubleAndRecovery(intake);
    settling = start(intake);
    expect((await resolved()).resolvedByItself).to.equal(true);
  });
});
