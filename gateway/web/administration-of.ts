import type { FastifyRequest } from 'fastify';
import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Administration } from '../access/administration.ts';
import type { Store } from '../store/store.ts';
import { viewerOf } from './gate.ts';

/** Looking after accounts in the name of whoever sends a request. */
export function administrationOf(
  request: FastifyRequest,
  parts: {
    readonly store: Pick<Store, 'accounts' | 'audit'>;
    readonly inventory: () => Inventory;
    readonly now: () => number;
  },
): Administration {
  const { account, name } = viewerOf(request);
  const by = { who: account ?? name, from: request.ip };
  return { store: parts.store, inventory: parts.inventory(), by, now: parts.now() };
}
