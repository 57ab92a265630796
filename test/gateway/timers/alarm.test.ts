import { expect } from 'chai';
import { startAlarm } from '../../../gateway/timers/alarm.ts';
import { until } from '../../until.ts';

describe('an alarm', () => {
  it('rings at once, again when the next thing is due, and no more once it is stopped', async () => {
    let rings = 0;
    const ring = async () => {
      rings += 1;
      return rings < 3 ? 1 : null;
    };
    const alarm = startAlarm({ ring, failed: () => undefined });
    await until('three rings', () => rings === 3 || undefined);
    await alarm.stop();
    alarm.look();
    expect(rings).to.equal(3);
  });

  it('rings once for all who look while it rings, however many they are', async () => {
    let rings = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const ring = async () => {
      rings += 1;
      await promise;
      return null;
    };
    const alarm = startAlarm({ ring, failed: () => undefined });
    await until('the first ring', () => rings === 1 || undefined);
    for (let looks = 0; looks < 1_000; looks += 1) alarm.look();
    resolve();
    await until('the second ring', () => rings === 2 || undefined);
    await alarm.stop();
    expect(rings).to.equal(2);
  });

  it('rings again after a failure, which it tells of', async () => {
    const failures: unknown[] = [];
    let rings = 0;
    const ring = async () => {
      rings += 1;
      if (rings === 1) throw new Error('away');
      return null;
    };
    const alarm = startAlarm({ ring, failed: (error) => failures.push(error) });
    await until('a failure', () => failures.length === 1 || undefined);
    alarm.look();
    await until('another ring', () => rings === 2 || undefined);
    await alarm.stop();
    expect(failures).to.have.length(1);
  });
});
