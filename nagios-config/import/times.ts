import { type Definition, textOf } from './definition.ts';

/** How often a service is checked, as an inventory writes it. */
export interface Times {
  readonly every: string;
  readonly retry: string;
  readonly attempts: number;
}

/** The times of a service where an interval's unit is so many milliseconds. */
export function timesOf(definition: Definition, unit: number): Times {
  const duration = (name: string, usual: string) => {
    const milliseconds = Number(textOf(definition, name) ?? usual) * unit;
    return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000}m` : `${milliseconds / 1000}s`;
  };
  return {
    every: duration('check_interval', '5'),
    retry: duration('retry_interval', '1'),
    attempts: Number(textOf(definition, 'max_check_attempts') ?? '3'),
  };
}

/** Those that most services have; the others say their own. */
export function usualTimes(all: readonly Times[]): Times {
  return {
    every: most(all.map(({ every }) => every)) ?? '5m',
    retry: most(all.map(({ retry }) => retry)) ?? '1m',
    attempts: most(all.map(({ attempts }) => attempts)) ?? 3,
  };
}

/** Whether an inventory can hold them. */
export function isPossible({ every, retry, attempts }: Times): boolean {
  const atLeastASecond = (text: string) => Number.parseFloat(text) >= 1;
  return atLeastASecond(every) && atLeastASecond(retry) && attempts >= 1 && attempts <= 20;
}

function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
