import type { Store } from '../../store/store.ts';
import type { Administration } from '../administration.ts';

/** What an action of `watchclock account` works with. */
export interface Surroundings extends Administration {
  readonly store: Pick<Store, 'accounts' | 'audit'>;
  readonly io: NodeJS.Process;
}

/** Who works at a command line, for the audit log. */
export const atTheCommandLine = { who: 'the command line', from: null } as const;
