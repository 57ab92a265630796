import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleContext } from './check/context.ts';
import { fixed } from './check/fixed.ts';
import { kept } from './check/memory.ts';
import { takeOperands } from './check/operands.ts';
import { flag, value, valueOr } from './check/option.ts';
import type { PerfDatum } from './check/perfdata.ts';
import { definePlugin } from './check/plugin.ts';
import { numberText, refuse } from './check/readers.ts';
import { parsePercent, parseSize } from './check/size.ts';
import { parseStatus, type Status } from './check/status.ts';
import { UsageError } from './check/usage-error.ts';
import { type Meminfo, readMeminfo } from './host/meminfo.ts';
import { readSwapTraffic, type SwapTraffic } from './host/swap-traffic.ts';

/** `check_swap`: how much swap space is free, and how busy it is. */
export const plugin = definePlugin({
  name: 'check_swap',
  summary: 'Watches the free swap space.',
  synopsis: ['[-n STATUS] [--io] -w FREE -c FREE    (FREE: bytes, 500M or 10%)'],
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
    { line: '-w 1G -c 500M -n ok --io', says: 'Sizes as limits; a machine without swap is fine' },
  ],
  differences: [
    {
      reference: '10.5% is read as 10 %, 1G as 1 byte, a negative limit as a huge one',
      ours: '10.5% and 1G mean what they say; what is no size is an error',
      why: 'a limit that is silently another one does not protect',
    },
    {
      reference: 'a warning limit in bytes hides a critical one in percent',
      ours: 'CRITICAL before WARNING, whatever the units',
      why: 'the graver status counts everywhere else',
    },
  ],

  settle({ values: given, operands }) {
    const limits = { warning: given.warning ?? nothing, critical: given.critical ?? nothing };
    if (limits.warning.amount === 0 && limits.critical.amount === 0) {
      throw new UsageError('check_swap: Could not parse arguments', ['no limits were given']);
    }
    takeOperands('check_swap', operands).end();
    rejectImpossible(limits);
    rejectTooLong(given.interval, given.timeout);
    return { limits, noSwap: given['no-swap'], io: given.io, interval: given.interval };
  },

  async sample({ io, interval }, context) {
    const traffic = io ? await measureTraffic(interval, context) : undefined;
    return { space: spaceOf(readMeminfo(context.root)), traffic };
  },

  assess({ space, traffic }, { limits, noSwap }) {
    const status = space.total === 0 ? noSwap : judge(space, limits);
    const amounts = `${freePercent(space)}% free (${space.free}MB out of ${space.total}MB)`;
    const missing =
      space.total === 0 ? '- Swap is either disabled, not present, or of zero size. ' : '';
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
      summary: `SWAP ${status} - ${amounts} ${missing}${traffic ? sentenceOf(traffic) : ''}`,
      perfdata: [figure, ...(traffic ? figuresOf(traffic) : [])],
    };
  },
});

interface Limit {
  readonly amount: number;
  readonly unit: '%' | 'B';
}

interface Limits {
  readonly warning: Limit;
  readonly critical: Limit;
}

/** Whole MiB, as the reference counts. */
interface Space {
  readonly total: number;
  readonly free: number;
}

interface Traffic {
  readonly pagesIn: number;
  readonly pagesOut: number;
}

const mebibyte = 1024 * 1024;
const nothing: Limit = { amount: 0, unit: 'B' };
const lastTraffic = kept<SwapTraffic>('check_swap: traffic');

function limitText(text: string, name: string): Limit {
  const percent = parsePercent(text);
  if (percent !== undefined) return { amount: percent, unit: '%' };
  const bytes = parseSize(text);
  if (bytes !== undefined) return { amount: bytes, unit: 'B' };
  return refuse(text, name, 'not a size or a percentage');
}

function noSwapText(text: string): Status {
  const status = parseStatus(text);
  if (status !== undefined) return status;
  throw new UsageError(
    'check_swap: no-swap result must be a valid state name (OK, WARNING, CRITICAL, UNKNOWN) or integer (0-3).',
    [`--no-swap: "${text}"`],
  );
}

function secondsText(text: string, name: string): number {
  const seconds = numberText(text, name);
  return seconds > 0 ? seconds : refuse(text, name, 'not a positive number of seconds');
}

function rejectImpossible({ warning, critical }: Limits) {
  for (const [kind, { amount, unit }] of Object.entries({ Warning: warning, Critical: critical })) {
    if (unit !== '%' || amount <= 100) continue;
    throw new UsageError(`check_swap: ${kind} threshold percentage must be <= 100!`, [
      `--${kind.toLowerCase()}: "${amount}%"`,
    ]);
  }
  if (warning.unit !== critical.unit || warning.amount >= critical.amount) return;
  throw new UsageError('check_swap: Warning should be more than critical', [
    `--warning: ${warning.amount}${warning.unit}, --critical: ${critical.amount}${critical.unit}`,
  ]);
}

function rejectTooLong(interval: number | undefined, timeout: number) {
  if (interval === undefined || interval < timeout) return;
  refuse(String(interval), '--interval', `not shorter than the time-out of ${timeout} seconds`);
}

async function measureTraffic(
  interval: number | undefined,
  { root, now, memory, signal }: SampleContext,
): Promise<Traffic> {
  const before = interval === undefined ? lastTraffic.recall(memory) : undefined;
  const first = readSwapTraffic(root, now());
  if (before !== undefined && isLater(first, before)) {
    lastTraffic.keep(memory, first);
    return rates(before, first);
  }
  await sleep((interval ?? 1) * 1000, undefined, { signal });
  const second = readSwapTraffic(root, now());
  lastTraffic.keep(memory, second);
  return rates(first, second);
}

// Counters that went back are those of a machine that started anew.
function isLater(after: SwapTraffic, before: SwapTraffic): boolean {
  const grew = after.pagesIn >= before.pagesIn && after.pagesOut >= before.pagesOut;
  return grew && after.at > before.at;
}

function rates(before: SwapTraffic, after: SwapTraffic): Traffic {
  const seconds = Math.max((after.at - before.at) / 1000, 0.001);
  return {
    pagesIn: (after.pagesIn - before.pagesIn) / seconds,
    pagesOut: (after.pagesOut - before.pagesOut) / seconds,
  };
}

function spaceOf(memory: Meminfo): Space {
  const mib = (name: string) => Math.floor((memory.get(name) ?? 0) / 1024);
  return { total: mib('SwapTotal'), free: mib('SwapFree') + mib('SwapCached') };
}

function freePercent({ total, free }: Space): number {
  return total === 0 ? 0 : 100 - Math.trunc((100 * (total - free)) / total);
}

function judge(space: Space, { warning, critical }: Limits): Status {
  if (isReached(critical, space)) return 'CRITICAL';
  return isReached(warning, space) ? 'WARNING' : 'OK';
}

function isReached({ amount, unit }: Limit, { total, free }: Space): boolean {
  if (unit === 'B') return free * mebibyte <= amount;
  return amount !== 0 && (100 * (total - free)) / total >= 100 - amount;
}

function bytesOf({ amount, unit }: Limit, { total }: Space): number {
  return unit === 'B' ? amount : Math.floor(Math.floor((total * mebibyte) / 100) * amount);
}

function sentenceOf({ pagesIn, pagesOut }: Traffic): string {
  return `- ${fixed(pagesIn, 1)} pages/s in, ${fixed(pagesOut, 1)} pages/s out `;
}

function figuresOf({ pagesIn, pagesOut }: Traffic): readonly PerfDatum[] {
  return [
    { label: 'swap_in', value: fixed(pagesIn, 2) },
    { label: 'swap_out', value: fixed(pagesOut, 2) },
  ];
}
