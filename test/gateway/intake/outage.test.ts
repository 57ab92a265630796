import { expect } from 'chai';
import { watchOutages } from '../../../gateway/intake/outage.ts';
import { BusyError } from '../../../gateway/intake.ts';
import { until } from '../../until.ts';

describe('an outage of the store', () => {
  const gone = new Error('gone');
  let lines: string[];
  let works: boolean;
  let backs: number;
  const watch = () => {
    lines = [];
    works = false;
    backs = 0;
    const write = (fields: object, text: string) => lines.push(`${JSON.stringify(fields)} ${text}`);
    return watchOutages({
      isAway: (error) => error === gone,
      probe: async () => {
        if (!works) throw gone;
      },
      log: { error: write, info: write } as never,
      now: () => 0,
      back: () => {
        backs++;
      },
    });
  };

  it('is told once, and once more when it is over', async () => {
    await using outage = watch();
    const busy = new BusyError('busy', { cause: gone });
    expect([outage.noticed(gone), outage.noticed(busy)]).to.deep.equal([true, true]);
    works = true;
    await until('it is over', () => backs || undefined);
    expect(lines).to.deep.equal([
      '{"reason":"gone"} the store is away: senders are told to try again',
      '{"seconds":0} the store is back',
    ]);
    outage.noticed(gone);
    expect(lines).to.have.length(3);
  });

  it('is no other error', async () => {
    await using outage = watch();
    expect(outage.noticed(new Error('a bug'))).to.equal(false);
    expect(outage.noticed(undefined)).to.equal(false);
    expect(lines).to.deep.equal([]);
  });

  it('holds up nobody who stops', async () => {
    const outage = watch();
    outage.noticed(gone);
    await outage[Symbol.asyncDispose]();
    expect(backs).to.equal(0);
  });
});
