import type { PassiveCheck } from '../../../plugins/wire/passive-check.ts';

/** So many results that are fine, of a thousand services of one host. */
export function checks(count: number, host = 'bench-1'): readonly PassiveCheck[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ host, service: `service-${index % 1_000}`, code: 0, at: Date.now() },
    output: `OK - load average: 0.1${index % 10}|load1=0.1${index % 10};15;30`,
  }));
}
