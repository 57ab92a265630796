import { showValue } from '../../../plugins/settings/problem.ts';

/** Where two values of plain data differ, as sentences: `rows[3].met: the report says 5, recomputed it is 4`. */
export function differencesBetween(said: unknown, recomputed: unknown, path = ''): string[] {
  if (isPlain(said) && isPlain(recomputed)) {
    const names = new Set([...Object.keys(said), ...Object.keys(recomputed)]);
    return [...names].flatMap((name) =>
      differencesBetween(said[name], recomputed[name], pathTo(path, name, Array.isArray(said))),
    );
  }
  if (Object.is(said, recomputed)) return [];
  return [`${path}: the report says ${shown(said)}, recomputed it is ${shown(recomputed)}`];
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function pathTo(path: string, name: string, inList: boolean): string {
  if (inList) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : showValue(value);
}
