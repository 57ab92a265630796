import type { Service } from '../inventory/model.ts';
import { percentile, roundUp, slope } from './distribution.ts';
import type { Sample } from './samples.ts';

/** Limits as they stand in an inventory, with the reason. */
export interface Proposal {
  readonly warning: readonly string[];
  readonly critical: readonly string[];
  readonly because: string;
}

/** What a service's results propose, or undefined where limits do not follow from results. */
export function proposalFor(
  subject: Service['subject'],
  samples: readonly Sample[],
): Proposal | undefined {
  switch (subject) {
    case 'users':
      return counted(peaks(samples, 'users'), { factor: 1.5, step: 1, least: 2, what: 'people' });
    case 'procs':
      return counted(peaks(samples, 'procs'), {
        factor: 1.5,
        step: 10,
        least: 50,
        what: 'processes',
      });
    case 'load':
      return load(samples);
    case 'http':
      return answerTime(peaks(samples, 'time'));
    case 'ping':
      return ping(samples);
    case 'swap':
      return free(samples, 'of the swap space');
    case 'disk-root':
    case 'disk-data':
    case 'disk-home':
      return disk(samples);
    case 'agent':
    case 'jvm':
    case 'extra':
      return undefined;
  }
}

/** The share of results that stay below a proposed limit, whatever they said: one in a hundred may warn. */
const usual = 0.99;

function peaks(samples: readonly Sample[], label: string): readonly number[] {
  return samples.flatMap(({ figures }) =>
    figures.filter((figure) => figure.label === label).map(({ max }) => max),
  );
}

interface Counting {
  readonly factor: number;
  readonly step: number;
  readonly least: number;
  readonly what: string;
}

function counted(
  values: readonly number[],
  { factor, step, least, what }: Counting,
): Proposal | undefined {
  if (values.length === 0) return undefined;
  const high = percentile(values, usual);
  const warning = roundUp(Math.max(high * factor, high + least), step);
  return {
    warning: [String(warning)],
    critical: [String(2 * warning)],
    because: `${said(high, values)} ${what}; half as many again are unusual, three times as many wrong`,
  };
}

/** How a figure was found: `99 of 100 results were at most 3 (the highest 7)`. */
function said(high: number, values: readonly number[], unit = ''): string {
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return `99 of 100 results were at most ${short(high)}${unit} (the highest ${short(highest)}${unit})`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** For each CPU; of the three averages the longer one never has the higher limit, which the check would refuse. */
function load(samples: readonly Sample[]): Proposal | undefined {
  const averages = ['scaled_load1', 'scaled_load5', 'scaled_load15'].map((label) =>
    peaks(samples, label),
  );
  if (averages.some((values) => values.length === 0)) return undefined;
  const highs = averages.map((values) => percentile(values, usual));
  const limits = highs.map((high) => roundUp(Math.max(high * 1.5, 0.5), 0.1));
  const falling = limits.map((_, index) => Math.max(...limits.slice(index)));
  return {
    warning: [falling.join(',')],
    critical: [falling.map((limit) => roundUp(2 * limit, 0.1)).join(',')],
    because: `99 of 100 results were at most ${highs.map(short).join(', ')} for each CPU (1, 5, 15 minutes); half as much again is unusual, three times as much a jam`,
  };
}

function answerTime(values: readonly number[]): Proposal | undefined {
  if (values.length === 0) return undefined;
  const high = percentile(values, usual);
  const warning = roundUp(Math.max(high * 2, 1), 0.5);
  return {
    warning: [String(warning)],
    critical: [String(Math.max(warning * 3, warning + 2))],
    because: `${said(high, values, ' s')}; twice that is noticed, six times that is complained about`,
  };
}

function ping(samples: readonly Sample[]): Proposal | undefined {
  const times = peaks(samples, 'rta');
  const losses = peaks(samples, 'pl');
  if (times.length === 0 || losses.length === 0) return undefined;
  const time = roundUp(Math.max(percentile(times, usual) * 2, 10), 10);
  const loss = Math.min(roundUp(Math.max(percentile(losses, usual) + 10, 20), 10), 80);
  return {
    warning: [`${time},${loss}%`],
    critical: [`${3 * time},${Math.min(loss + 30, 100)}%`],
    because: `${said(percentile(times, usual), times, ' ms')}; twice that is noticed`,
  };
}

/** How much was free of something that has an end, in per cent; results that do not say the end are left out. */
function freeShares(samples: readonly Sample[], isUsed: boolean): readonly number[] {
  return samples.flatMap(({ figures }) =>
    figures.flatMap(({ min, max, limit = 0 }) =>
      limit > 0 ? [100 * (isUsed ? 1 - max / limit : min / limit)] : [],
    ),
  );
}

function free(samples: readonly Sample[], what: string): Proposal | undefined {
  const only = samples.map((sample) => ({
    ...sample,
    figures: sample.figures.filter(({ label }) => label === 'swap'),
  }));
  const shares = freeShares(only, false);
  if (shares.length === 0) return undefined;
  const low = percentile(shares, 1 - usual);
  const warning = Math.max(5, Math.floor((low * 0.7) / 5) * 5);
  return {
    warning: [`${warning}%`],
    critical: [`${Math.max(2, Math.floor(warning / 2))}%`],
    because: `in 99 of 100 results at least ${short(low)} % ${what} were free; a third less is unusual`,
  };
}

const day = 86_400_000;
const gibibyte = 1024 ** 3;

/** Room for the growth of two weeks, and a share below what was ever usual. */
function disk(samples: readonly Sample[]): Proposal | undefined {
  const shares = freeShares(samples, true);
  if (shares.length === 0) return undefined;
  const low = percentile(shares, 1 - usual);
  const warning = Math.min(20, Math.max(5, Math.floor(low * 0.7)));
  const points = samples.flatMap(({ at, figures: [first] }) =>
    first === undefined ? [] : [[at / day, first.max] as const],
  );
  const daily = Math.max(0, slope(points)) / gibibyte;
  const amounts = [roundUp(Math.max(daily * 14, 1), 1), roundUp(Math.max(daily * 5, 0.5), 0.5)];
  const [soon = 1, now = 1] = amounts;
  return {
    warning: [`${warning}%`, `${soon}GiB`],
    critical: [`${Math.max(2, Math.floor(warning / 2))}%`, `${now}GiB`],
    because: `in 99 of 100 results at least ${short(low)} % were free, and ${short(daily)} GiB are written a day: a warning two weeks, an alarm five days before it is full`,
  };
}
