import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  askPresence,
  askUsage,
  type PresenceAnswer,
  type UsageAnswer,
  type UsageQuestion,
} from './ask-usage.ts';
import { type Mount, readMounts } from './mounts.ts';
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

/** The disks of this machine; where Linux does not list its mounts, only those that these paths are on. */
export async function findDisks(root: string, paths: readonly string[]): Promise<Disks> {
  const presence: Disks['askPresence'] = (question, patience) =>
    askPresence(root, question, patience);
  if (!existsSync(join(root, 'proc/self/mountinfo'))) {
    const { portableDisks } = await import('./portable-disks.ts');
    return { ...(await portableDisks(paths)), askPresence: presence };
  }
  return {
    mounts: readMounts(root),
    askUsage: (question, patience) => askUsage(root, question, patience),
    askPresence: presence,
  };
}
