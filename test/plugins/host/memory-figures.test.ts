import { expect } from 'chai';
import { parseMeminfo } from '../../../plugins/host/meminfo.ts';
import { parseSwapTraffic } from '../../../plugins/host/swap-traffic.ts';

describe('the memory figures of the machine', () => {
  it('are KiB by name', () => {
    const text =
      'MemTotal:       24103388 kB\nSwapTotal:        100 kB\nHugePages_Total:       3\nodd\n';
    expect([...parseMeminfo(text)]).to.deep.equal([
      ['MemTotal', 24103388],
      ['SwapTotal', 100],
      ['HugePages_Total', 3],
    ]);
  });

  it('have counters of swapped pages', () => {
    expect(parseSwapTraffic('nr_free_pages 1\npswpin 12\npswpout 34\n')).to.deep.equal({
      pagesIn: 12,
      pagesOut: 34,
    });
    expect(() => parseSwapTraffic('pswpin 1\n')).to.throw('/proc/vmstat has no pswpout');
  });
});
