import {
  argumentDifference,
  limitDifference,
  timeOutDifference,
} from './check/common-differences.ts';
import { fixed } from './check/fixed.ts';
import { takeOperands } from './check/operands.ts';
import { flag, value, valueOr } from './check/option.ts';
import type { PerfDatum } from './check/perfdata.ts';
import { definePlugin } from './check/plugin.ts';
import { anyText, refuse, secondsText } from './check/readers.ts';
import { shared } from './check/shared.ts';
import { parseStatus, type Status } from './check/status.ts';
import { UsageError } from './check/usage-error.ts';
import { type GroupSwap, readGroupSwap } from './host/group-swap.ts';
import { type Meminfo, readMeminfo } from './host/meminfo.ts';
import {
  bytesOf,
  judgeSpace,
  limitText,
  mebibyte,
  type SwapSpace,
  settleLimits,
} from './swap/limits.ts';
import { measureTraffic, type TrafficRate } from './swap/traffic.ts';

/** `check_swap`: how much swap space is free, and how busy it is. */
export const plugin = definePlugin({
  name: 'check_swap',
  summary: 'Watches the free swap space.',
  synopsis: [
    '[-n STATUS] [--cgroup PATH|self] [--io] -w FREE -c FREE    (FREE: bytes, 500M or 10%)',
  ],
  options: {
    warning: value(
      'WARNING when that much swap space or less is free: bytes, with a unit (500M), or a percentage (20%)',
      { short: 'w', argument: 'FREE' },
      limitText,
    ),
    critical: value(
      'CRITICAL when that much swap space or less is free',
      { short: 'c', argument: 'FREE' },
      limitText,
    ),
    allswaps: flag('Accepted and without effect on Linux', { short: 'a' }),
    'no-swap': valueOr(
      'CRITICAL',
      'The status of a machine without swap: ok, warning, critical, unknown or 0 to 3 (default: critical)',
      { short: 'n', argument: 'STATUS' },
      noSwapText,
    ),
    cgroup: value(
      'Judge what this control group may use, as a container sees it; self for the one of the check',
      { argument: 'PATH|self', ours: true },
      anyText,
    ),
    io: flag('Add the pages swapped in and out per second', { ours: true }),
    interval: value(
      'Measure --io over that long; otherwise since the run before in a process that stays, else over 1 second',
      { argument: 'SECONDS', ours: true },
      secondsText,
    ),
  },
  referenceLacks: ['timeout'],
  examples: [
    { line: '-w 20% -c 10%', says: 'WARNING when 20 % of the swap space or less is free' },
    {
      line: '-w 20% -c 10% -n ok --cgroup self',
      says: 'In a container: of what it may use; one that may use none is fine',
    },
    { line: '-w 1G -c 500M -n ok --io', says: 'Sizes as limits; a machine without swap is fine' },
  ],
  perfdata: [
    { label: 'swap', says: 'Bytes of free swap space, and all there is as its maximum.' },
    { label: 'swap_in, swap_out', says: 'With --io: pages per second.' },
  ],
  differences: [
    limitDifference,
    argumentDifference,
    timeOutDifference,
    {
      reference: '10.5% is read as 10 %, and 1G as 1 byte.',
      ours: 'Fractions and units of limits count.',
      why: 'That is what they say.',
    },
    {
      reference: '--io is unknown.',
      ours: '--io adds the pages swapped in and out per second.',
      why: 'A full swap space that nobody uses is no trouble; a busy one is.',
    },
    {
      reference: '--cgroup is unknown.',
      ours: '--cgroup judges the swap space that a control group may use.',
      why: 'The swap space of the machine says nothing about a container that may use a part of it.',
    },
    {
      reference: 'A warning limit in bytes that is reached hides a critical one in percent.',
      ours: 'CRITICAL comes before WARNING, whatever the units.',
      why: 'The graver status counts everywhere else.',
    },
  ],

  settle({ values: given, operands }) {
    const limits = settleLimits(given);
    takeOperands('check_swap', operands).end();
    rejectTooLong(given.interval, given.timeout);
    const { cgroup, io, interval } = given;
    return { limits, noSwap: given['no-swap'], cgroup, io, interval };
  },

  async sample({ cgroup, io, interval }, context) {
    const traffic = io ? await measureTraffic(interval, context) : undefined;
    const meminfo = figures(context, context.root, () => readMeminfo(context.root));
    const machine = spaceOf(meminfo);
    if (cgroup === undefined) return { space: machine, traffic };
    return { space: withinGroup(machine, readGroupSwap(context.root, cgroup)), traffic };
  },

  assess({ space, traffic }, { limits, noSwap }) {
    const status = space.total === 0 ? noSwap : judgeSpace(space, limits);
    const texts = [
      `SWAP ${status} - ${freePercent(space)}% free (${space.free}MB out of ${space.total}MB)`,
      ...(space.total === 0 ? ['Swap is either disabled, not present, or of zero size.'] : []),
      ...(traffic ? [describeTraffic(traffic)] : []),
    ];
    const figure = {
      label: 'swap',
      value: space.free * mebibyte,
      unit: 'B',
      warning: bytesOf(limits.warning, space),
      critical: bytesOf(limits.critical, space),
      min: 0,
      max: space.total * mebibyte,
    } as const;
    return {
      status,
      summary: `${texts.join(' - ')} `,
      perfdata: [figure, ...(traffic ? trafficFigures(traffic) : [])],
    };
  },
});

const figures = shared<Meminfo>('check_swap: meminfo');

function noSwapText(text: string): Status {
  const status = parseStatus(text);
  if (status !== undefined) return status;
  throw new UsageError(
    'check_swap: no-swap result must be a valid state name (OK, WARNING, CRITICAL, UNKNOWN) or integer (0-3).',
    [`--no-swap: "${text}"`],
  );
}

function rejectTooLong(interval: number | undefined, timeout: number) {
  if (interval === undefined || interval < timeout) return;
  refuse(String(interval), '--interval', `not shorter than the time-out of ${timeout} seconds`);
}

function spaceOf(memory: Meminfo): SwapSpace {
  const mib = (name: string) => Math.floor((memory.get(name) ?? 0) / 1024);
  return { total: mib('SwapTotal'), free: mib('SwapFree') + mib('SwapCached') };
}

function withinGroup({ total, free }: SwapSpace, { limit, used }: GroupSwap): SwapSpace {
  if (limit === undefined) return { total, free };
  const most = Math.min(total, Math.floor(limit / mebibyte));
  const left = Math.max(0, Math.floor((limit - used) / mebibyte));
  return { total: most, free: Math.min(most, free, left) };
}

function freePercent({ total, free }: SwapSpace): number {
  return total === 0 ? 0 : 100 - Math.trunc((100 * (total - free)) / total);
}

function describeTraffic({ pagesIn, pagesOut }: TrafficRate): string {
  return `${fixed(pagesIn, 1)} pages/s in, ${fixed(pagesOut, 1)} pages/s out`;
}

function trafficFigures({ pagesIn, pagesOut }: TrafficRate): readonly PerfDatum[] {
  return [
    { label: 'swap_in', value: fixed(pagesIn, 2) },
    { label: 'swap_out', value: fixed(pagesOut, 2) },
  ];
}
