import type { SampleContext } from '../check/context.ts';
import type { Ere } from '../check/ere.ts';
import { prepareMatching } from '../check/matching.ts';
import type { Mount } from '../host/mounts.ts';
import type { DiskOptions } from './settle.ts';

/** Which mounts the expressions of a command line mean. */
export interface MountMatching {
  /** By their device or their path. */
  readonly means: (expression: Ere, mount: Mount) => boolean;
  readonly isOfType: (expression: Ere, mount: Mount) => boolean;
}

/** Makes it known which of these mounts the options mean. Rejects when the time is over. */
export async function matchMounts(
  { steps, filter }: Pick<DiskOptions, 'steps' | 'filter'>,
  mounts: readonly Mount[],
  context: SampleContext,
): Promise<MountMatching> {
  const expressions = [
    ...steps.flatMap((step) => ('expression' in step ? [step.expression] : [])),
    ...filter.excludedTypes,
    ...filter.includedTypes,
  ];
  const texts = mounts.flatMap(({ device, path, type }) => [device, path, type]);
  const matching = await prepareMatching(expressions, texts, context);
  return {
    means: (expression, { device, path }) =>
      matching(expression, device) || matching(expression, path),
    isOfType: (expression, { type }) => matching(expression, type),
  };
}
