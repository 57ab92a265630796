import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { complianceReport } from '../../../gateway/report/compliance.ts';
import { openStore } from '../../../gateway/store/open.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { fillStore } from '../../bench/many-incidents.ts';
import { added, countsOf } from '../../sla/report-counts.ts';

const asOf = Date.UTC(2027, 0, 15);

describe('reports over a year of two thousand incidents of every kind', () => {
  let folder: string;
  let store: Store;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchclock-year-'));
    const path = join(folder, 'watchclock.db');
    await fillStore(path, 2_000);
    store = await openStore({ kind: 'sqlite', path });
  });
  after(async () => {
    await store?.close();
    await rm(folder, { recursive: true });
  });

  const reportOn = (from: string, to: string, how: 'log' | 'remember' = 'log', customer?: string) =>
    complianceReport(
      store,
      { customer: customer ?? null, period: { from, to }, asOf },
      { from: how },
    );

  it('hold something of everything that a report tells', async () => {
    const { report } = await reportOn('2026-01-01', '2026-12-31');
    const empty = Object.entries(report).filter(
      ([, part]) => Array.isArray(part) && part.length < 1,
    );
    expect(empty).to.deep.equal([]);
    for (const total of report.totals) {
      const { running: _, ...counts } = total;
      expect(Object.values(counts), total.clock).not.to.include(0);
    }
  });

  for (const [last, first] of [
    ['2026-03-28', '2026-03-29'],
    ['2026-06-30', '2026-07-01'],
    ['2026-10-25', '2026-10-26'],
  ] as const) {
    it(`say in two parts, up to ${last} and after it, what they say on the whole`, async () => {
      const [one, other, whole] = await Promise.all([
        reportOn('2026-01-01', last),
        reportOn(first, '2026-12-31'),
        reportOn('2026-01-01', '2026-12-31'),
      ]);
      expect(added(countsOf(one.report), countsOf(other.report))).to.deep.equal(
        countsOf(whole.report),
      );
    });
  }

  for (const [from, to, customer] of [
    ['2026-01-01', '2026-12-31', undefined],
    ['2026-05-01', '2026-05-31', undefined],
    ['2026-02-01', '2026-08-15', 'customer-7'],
  ] as const) {
    it(`say the same of ${from} to ${to} and ${customer ?? 'all'} from what is remembered`, async () => {
      const first = await reportOn(from, to, 'remember', customer);
      const again = await reportOn(from, to, 'remember', customer);
      const { digest } = await reportOn(from, to, 'log', customer);
      expect([first.digest, again.digest]).to.deep.equal([digest, digest]);
    });
  }
});
