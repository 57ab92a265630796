import type { HostCapacity } from '../capacity/capacity.ts';
import { measureName } from '../capacity/wording.ts';

/** How much of something a machine has, as results said; `used` is undefined where there is no total to use it up. */
export interface MachineSize {
  /** Such as `disk /` or `processors`. */
  readonly what: string;
  readonly total: number;
  readonly used: number | undefined;
  readonly unit: string;
}

/** The sizes that the results of a machine tell. */
export function machineSizes({ figures }: HostCapacity): readonly MachineSize[] {
  return figures.flatMap(({ measure, last, processors }): readonly MachineSize[] => {
    const { resource, total, unit, worse } = measure;
    if (resource === 'load' && processors !== undefined) {
      return [{ what: 'processors', total: processors, used: undefined, unit: '' }];
    }
    if (total === undefined) return [];
    const used = worse === 'falling' ? total - last.value : last.value;
    return [{ what: measureName(measure), total, used, unit }];
  });
}
