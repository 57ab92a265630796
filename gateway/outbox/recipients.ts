import type { Inventory } from '../../nagios-config/inventory/model.ts';
import { dutyFor, onDuty } from '../directory/duty.ts';
import type { Recipient, Role } from './message.ts';

/**
 * Who is written to about an incident of a customer at an instant: the engineer who is on duty for it by the rota (all of
 * its engineers where there is none, or who has no address), or its technical contact and
 * its issuers; nobody twice, and nobody without an address. What is nobody's incident all engineers hear of.
 */
export function recipientsOf(
  inventory: Inventory,
  customer: string | null,
  role: Role,
  at: number,
): readonly Recipient[] {
  const { customers } = inventory;
  const known = customer === null ? undefined : customers.get(customer);
  const concerned = known === undefined ? [...customers.values()] : [known];
  const rota = known && dutyFor(inventory, known);
  const onCall = rota && onDuty(rota, at)?.person;
  const people =
    role === 'engineer'
      ? onCall?.email === undefined
        ? concerned.flatMap(({ contacts }) => contacts.engineers)
        : [onCall]
      : [known?.contacts.technical ?? [], known?.contacts.issuers ?? []].flat();
  const reachable = people.flatMap(({ name, email }) =>
    email === undefined ? [] : [[email.toLowerCase(), { name, email }] as const],
  );
  return [...new Map(reachable).values()];
}
