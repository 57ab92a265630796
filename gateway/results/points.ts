import { parsePerfdata } from '../../plugins/check/parse-perfdata.ts';
import type { AlertState } from '../signal.ts';
import type { FigureRange, ResultPoint, ResultSample } from './history.ts';

/** One sample as a point of a series. A figure that is not known, or stands there twice, is left out. */
export function pointOf({
  at,
  state,
  perfdata,
}: Pick<ResultSample, 'at' | 'state' | 'perfdata'>): ResultPoint {
  const figures = new Map<string, FigureRange>();
  for (const { label, unit, value, max: limit } of parsePerfdata(perfdata)) {
    if (value === undefined || figures.has(label)) continue;
    const range = { min: value, average: value, max: value, count: 1 };
    figures.set(label, { label, unit, ...range, ...(limit !== undefined && { limit }) });
  }
  return { start: at, span: 0, states: { [state]: 1 }, figures: [...figures.values()] };
}

/** Points, in any order, gathered into stretches of `span` milliseconds that begin at multiples of it. */
export function gather(points: readonly ResultPoint[], span: number): readonly ResultPoint[] {
  const startOf = ({ start }: ResultPoint) => Math.floor(start / span) * span;
  const stretches = Map.groupBy(points, startOf);
  return [...stretches].map(([start, some]) => ({
    start,
    span,
    states: addStates(some.map(({ states }) => states)),
    figures: addFigures(some.flatMap(({ figures }) => figures)),
  }));
}

type States = ResultPoint['states'];

function addStates(all: readonly States[]): States {
  const sum: Partial<Record<AlertState, number>> = {};
  for (const states of all) {
    for (const [state, count] of Object.entries(states) as [AlertState, number][]) {
      sum[state] = (sum[state] ?? 0) + count;
    }
  }
  return sum;
}

/** A check that changes a figure's unit has another figure from then on. */
function addFigures(figures: readonly FigureRange[]): readonly FigureRange[] {
  const named = Map.groupBy(figures, ({ label, unit }) => JSON.stringify([label, unit]));
  return [...named.values()].map((same) => same.reduce(addFigure));
}

function addFigure(one: FigureRange, other: FigureRange): FigureRange {
  const count = one.count + other.count;
  return {
    label: one.label,
    unit: one.unit,
    min: Math.min(one.min, other.min),
    average: (one.average * one.count + other.average * other.count) / count,
    max: Math.max(one.max, other.max),
    count,
    ...largestLimit(one, other),
  };
}

function largestLimit(one: FigureRange, other: FigureRange): Pick<FigureRange, 'limit'> {
  const limits = [one.limit, other.limit].filter((limit) => limit !== undefined);
  return limits.length === 0 ? {} : { limit: Math.max(...limits) };
}
