import { expect } from 'chai';
import { parseCpuCount, parseCpuList } from '../../../plugins/host/cpus.ts';
import { parseLoad } from '../../../plugins/host/load.ts';

describe('the load of the machine', () => {
  it('is read from /proc/loadavg', () => {
    expect(parseLoad('0.52 0.41 12.33 1/234 5678\n')).to.deep.equal([0.52, 0.41, 12.33]);
    for (const text of ['', 'a b c', '0.1 0.2', '-1 0 0']) {
      expect(() => parseLoad(text)).to.throw(`/proc/loadavg is not a load average: "${text}"`);
    }
  });

  it('is shared by the processors that are online', () => {
    const lists = ['0', '0-1\n', '0-3,8', '1,3,5-6'];
    expect(lists.map(parseCpuList)).to.deep.equal([1, 2, 5, 4]);
    for (const text of ['', 'x', '3-1', '0,']) expect(parseCpuList(text)).to.equal(undefined);
  });

  it('is shared by the processors that /proc/stat lists', () => {
    expect(parseCpuCount('cpu  1 2 3\ncpu0 1 2 3\ncpu11 1 2 3\nintr 5\n')).to.equal(2);
    expect(() => parseCpuCount('cpu  1 2 3\n')).to.throw('/proc/stat names no processor');
  });
});
