import { expect } from 'chai';
import { watchClock } from '../../../gateway/timers/clock-watch.ts';
import { until } from '../../until.ts';

describe('the watch over the clock', () => {
  it('says once that the clock was set, and in which direction', async () => {
    const lines: unknown[] = [];
    let offset = 0;
    const stop = watchClock({
      now: () => 1_000_000 + offset,
      steady: () => 0,
      log: { warn: (fields: unknown) => lines.push(fields) } as never,
      jumped: () => lines.push('jumped'),
    });
    offset = -3_600_000;
    await until('the line', () => lines[1]);
    offset += 500;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    stop();
    expect(lines).to.deep.equal([{ seconds: -3_600 }, 'jumped']);
  });
});
