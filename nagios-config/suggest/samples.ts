import { parsePerfdata } from '../../plugins/check/parse-perfdata.ts';
import { parseInstant } from '../../sla/written/instant.ts';

/** What one result of a service said, or several of a stretch of time. */
export interface Sample {
  readonly host: string | undefined;
  readonly service: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly figures: readonly SampleFigure[];
}

/** One figure of the performance data; of a single result `min` and `max` are the same. */
interface SampleFigure {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** The most that it can be, where the check says it: the size of a disk. */
  readonly limit?: number;
}

/**
 * Reads recorded results, a JSON object on each line: `service`, `at` (an instant, or epoch milliseconds; `start` is taken too), and
 * either `perfdata` as the check wrote it, or `figures` with `label`, `unit`, `min` and `max`; `host` may be left out.
 * Throws an Error that names the line.
 */
export function readSamples(text: string, name: string): readonly Sample[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parse(line);
    const isObject = typeof value === 'object' && value !== null;
    const read = isObject ? readSample(value) : { problem: `not a JSON object: ${line}` };
    if ('problem' in read) throw new Error(`${name}:${index + 1}: ${read.problem}`);
    return [read];
  });
}

/** Reads one recorded result, as `readSamples` has it on a line; the answer is what is wrong with it otherwise. */
export function readSample(value: object): Sample | { readonly problem: string } {
  const { host, service, at, start, perfdata, figures } = value as Record<string, unknown>;
  if (typeof service !== 'string') return { problem: `service: not a text: ${show(service)}` };
  if (host !== undefined && typeof host !== 'string')
    return { problem: `host: not a text: ${show(host)}` };
  const instant = instantOf(at ?? start);
  if (instant === undefined) {
    return {
      problem: `at: not an instant such as 2026-10-16T16:30:00+02:00: ${show(at ?? start)}`,
    };
  }
  const read = typeof perfdata === 'string' ? fromPerfdata(perfdata) : fromFigures(figures);
  if (read === undefined) return { problem: 'neither perfdata nor figures can be read' };
  return { host, service, at: instant, figures: read };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' ? parseInstant(value)?.millisecond : undefined;
}

function fromPerfdata(text: string): readonly SampleFigure[] {
  return parsePerfdata(text).flatMap(({ label, unit, value, max }) =>
    value === undefined
      ? []
      : [{ label, unit, min: value, max: value, ...(max !== undefined && { limit: max }) }],
  );
}

function fromFigures(value: unknown): readonly SampleFigure[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((figure: Record<string, unknown>) => {
    const { label, unit = '', min, max, limit } = figure;
    if (typeof label !== 'string' || typeof unit !== 'string') return [];
    if (typeof min !== 'number' || typeof max !== 'number') return [];
    return [{ label, unit, min, max, ...(typeof limit === 'number' && { limit }) }];
  });
}
