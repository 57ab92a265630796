import type { Inventory } from '../../../nagios-config/inventory/model.ts';
import type { Store } from '../../store/store.ts';

/** What an action of `watchclock account` works with; `now` is epoch milliseconds. */
export interface Surroundings {
  readonly store: Pick<Store, 'accounts' | 'audit'>;
  readonly inventory: Inventory;
  readonly io: NodeJS.Process;
  readonly now: number;
}

/** What was asked for cannot be done; the message is a sentence for whoever asked. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Who works at a command line, for the audit log. */
export const atTheCommandLine = { who: 'the command line', from: null } as const;
