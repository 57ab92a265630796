// The yearly compliance report against what is promised of it, and against itself with a tenth of the incidents: the time
// grows with their number. WATCHCLOCK_BENCH_INCIDENTS=1000000 takes the promised size, some minutes and 6 GB of disk.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complianceReport } from '../../gateway/report/compliance.ts';
import { openStore } from '../../gateway/store/open.ts';
import type { Store } from '../../gateway/store/store.ts';
import type { BenchLine } from './line.ts';
import { fillStore } from './many-incidents.ts';

const most = Number(process.env.WATCHCLOCK_BENCH_INCIDENTS ?? 20_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= most);
const million = 1_000_000;

export async function bench(): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  let perIncident: number | undefined;
  for (const size of sizes.length > 0 ? sizes : [most]) {
    const { log, remembered } = await timesOf(size);
    const name = `yearly report over ${size.toLocaleString('en')} incidents`;
    const promised = { peer: 'promised', goal: { atMost: 1 } } as const;
    const share = size / million;
    lines.push(
      { what: `${name} from the log, s`, ours: log, theirs: 30 * share, ...promised },
      { what: `${name} from the cache, s`, ours: remembered, theirs: 5 * share, ...promised },
    );
    if (perIncident !== undefined) {
      const grown = { peer: 'the same with a tenth of them', goal: { atMost: 1.25 } } as const;
      const [ours, theirs] = [(log / size) * 1e6, perIncident];
      lines.push({ what: `${name} from the log, µs each`, ours, theirs, ...grown });
    }
    perIncident = (log / size) * 1e6;
  }
  const memory = process.resourceUsage().maxRSS / 1024;
  const what = 'the most memory of all that, MiB';
  return [...lines, { what, ours: memory, peer: 'promised', theirs: 500, goal: { atMost: 1 } }];
}

async function timesOf(size: number): Promise<{ log: number; remembered: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'watchclock-bench-'));
  const path = join(folder, 'watchclock.db');
  try {
    await fillStore(path, size);
    await using stack = new AsyncDisposableStack();
    const store = await openStore({ kind: 'sqlite', path });
    stack.defer(() => store.close());
    const log = await secondsOf(store, 'log');
    await secondsOf(store, 'remember');
    return { log, remembered: await secondsOf(store, 'remember') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function secondsOf(store: Store, from: 'log' | 'remember'): Promise<number> {
  const question = {
    ...{ customer: null, period: { from: '2026-01-01', to: '2026-12-31' } },
    asOf: Date.UTC(2027, 0, 15),
  };
  const begin = performance.now();
  await complianceReport(store, question, { from });
  return (performance.now() - begin) / 1000;
}
