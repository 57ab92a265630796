import {
  askPresence,
  askUsage,
  type PresenceAnswer,
  type UsageAnswer,
  type UsageQuestion,
} from './ask-usage.ts';
import type { Mount } from './mounts.ts';
import type { Patience } from './stat-process.ts';

/** The file systems of a machine and how to ask about them. */
export interface Disks {
  readonly mounts: readonly Mount[];
  readonly askUsage: (question: UsageQuestion, patience: Patience) => Promise<UsageAnswer>;
  readonly askPresence: (
    question: Pick<UsageQuestion, 'path' | 'pathMayHang'>,
    patience: Patience,
  ) => Promise<PresenceAnswer>;
}

/**
 * The disks of this machine, with these mounts; where there is no list of them (`readMounts`), only those that these
 * paths are on.
 */
export async function findDisks(
  root: string,
  paths: readonly string[],
  mounts: readonly Mount[] | undefined,
): Promise<Disks> {
  const presence: Disks['askPresence'] = (question, patience) =>
    askPresence(root, question, patience);
  if (mounts === undefined) {
    const { portableDisks } = await import('./portable-disks.ts');
    return { ...(await portableDisks(paths)), askPresence: presence };
  }
  return {
    mounts,
    askUsage: (question, patience) => askUsage(root, question, patience),
    askPresence: presence,
  };
}
