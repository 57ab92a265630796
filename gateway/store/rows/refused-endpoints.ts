import type { Kysely } from 'kysely';
import type { Outbox } from '../../outbox/box.ts';
import type { Tables } from '../schema.ts';

/** Which webhooks asked not to be called any more. */
export function refusedEndpoints(
  db: Kysely<Tables>,
): Pick<Outbox, 'refusedEndpoints' | 'refuseEndpoint'> {
  return {
    refusedEndpoints: async () => {
      const rows = await db.selectFrom('refused_endpoint').select('url').execute();
      return new Set(rows.map(({ url }) => url));
    },
    refuseEndpoint: (url, refused, now) => refuseEndpoint(db, url, { refused, now }),
  };
}

/** Notes that a webhook asked not to be called, or that it may be called again. */
export async function refuseEndpoint(
  db: Kysely<Tables>,
  url: string,
  { refused, now }: { readonly refused: boolean; readonly now: number },
): Promise<void> {
  if (!refused) {
    await db.deleteFrom('refused_endpoint').where('url', '=', url).execute();
    return;
  }
  await db
    .insertInto('refused_endpoint')
    .values({ url, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
