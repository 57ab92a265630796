// Checks through a real Nagios Core, each side with more than it can do: our worker with the checks in-process, against
// Core's own workers with the reference plugins. The sides take turns: the one that is not measured is stopped.
// WATCHCLOCK_BENCH_SECONDS (3) is measured a turn, WATCHCLOCK_BENCH_ROUNDS (2) times after one that warms up.
import { built } from '../built.ts';
import { interleave } from './interleave.ts';
import type { BenchLine } from './line.ts';
import { type Load, type NagiosSide, type Rate, startSide } from './nagios-side.ts';
import { startWebServer } from './web-server.ts';

const seconds = Number(process.env.WATCHCLOCK_BENCH_SECONDS ?? 3);
const rounds = Number(process.env.WATCHCLOCK_BENCH_ROUNDS ?? 2);
const referenceDir = '/usr/lib/nagios/plugins';

interface Promised {
  readonly args: string;
  readonly load: Load;
  /** Our checks a second are at least so many times theirs, our CPU time for 1,000 at most this part of theirs. */
  readonly faster: number;
  readonly cheaper: number;
}

/**
 * A service is checked again as soon as it has its result: so many are always at work. As programs more of them would
 * only wait for a processor; within our worker each costs nothing while it waits for its turn.
 */
const asPrograms: Load = { services: 64, every: 0.1 };
const many: Load = { services: 30_000, every: 1 };
const local = { load: many, cheaper: 1 / 15 };

/** What each check is held to. */
const promised = (port: number): Readonly<Record<string, Promised>> => ({
  check_load: { ...local, args: '-w 1000 -c 2000', faster: 25 },
  check_disk: { ...local, args: '-w 1% -c 1% -p /', faster: 10 },
  check_users: { ...local, args: '-w 1000 -c 2000', faster: 10 },
  check_swap: { ...local, args: '-w 20% -c 10% -n ok', faster: 10 },
  // Ours share a reading of the processes that is at most a second old.
  check_procs: { args: '-w 99999 -c 99999', load: asPrograms, faster: 10, cheaper: 1 / 15 },
  check_http: {
    args: `-I 127.0.0.1 -p ${port}`,
    load: { services: 12_000, every: 1 },
    faster: 7,
    cheaper: 1 / 10,
  },
});

export async function bench(): Promise<readonly BenchLine[]> {
  const server = await startWebServer();
  const lines: BenchLine[] = [];
  try {
    for (const [name, promise] of Object.entries(promised(server.port))) {
      lines.push(...(await linesOf(name, promise)));
    }
    return lines;
  } finally {
    await server.stop();
  }
}

async function linesOf(name: string, promise: Promised): Promise<readonly BenchLine[]> {
  const { args, load, faster, cheaper } = promise;
  const sides: NagiosSide[] = [];
  try {
    const ours = await startSide({ ...load, line: `${built()}/${name} ${args}`, plugin: name });
    sides.push(ours);
    sides.push(await startSide({ ...asPrograms, line: `${referenceDir}/${name} ${args}` }));
    const rates: Rate[][] = [[], []];
    const turns = sides.map((side, i) => async () => {
      const rate = await side.measure(seconds);
      rates[i]?.push(rate);
      return rate.perSecond;
    });
    const [our = 0, their = 0] = await interleave(rounds, turns);
    const [ourCost = 0, theirCost = 0] = rates.map((all) =>
      middle(all.map((each) => each.cpuPer1000)),
    );
    const peer = `Core's workers, C ${name}`;
    const speed = { what: `${name} through Nagios, checks/s`, ours: our, theirs: their };
    const cost = { what: `${name}, CPU s per 1,000`, ours: ourCost, theirs: theirCost };
    return [
      { ...speed, peer, goal: { atLeast: faster }, note: boundOf(rates[0]) },
      { ...cost, peer, goal: { atMost: cheaper } },
    ];
  } finally {
    for (const side of sides) await side.stop();
  }
}

/** What kept our side from more, as it was measured. */
function boundOf(rates: readonly Rate[] = []): string {
  const share = (of: (rate: Rate) => number) => `${Math.round(middle(rates.map(of)) * 100)} %`;
  const nagios = share(({ nagiosBusy }) => nagiosBusy);
  const side = share(({ sideBusy }) => sideBusy);
  const machine = share(({ machineBusy }) => machineBusy);
  return `Nagios's one thread busy ${nagios}, this side ${side}, all processors ${machine}`;
}

/** The middle one, without the turn that warmed up. */
function middle(figures: readonly number[]): number {
  const sorted = figures.slice(1).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
