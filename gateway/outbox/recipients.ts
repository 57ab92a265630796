import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Recipient, Role } from './message.ts';

/**
 * Who is written to about an incident of a customer: the engineers who are on duty for it, or its technical contact and
 * its issuers; nobody twice, and nobody without an address. What is nobody's incident all engineers hear of.
 */
export function recipientsOf(
  { customers }: Inventory,
  customer: string | null,
  role: Role,
): readonly Recipient[] {
  const known = customer === null ? undefined : customers.get(customer);
  const concerned = known === undefined ? [...customers.values()] : [known];
  const people =
    role === 'engineer'
      ? concerned.flatMap(({ contacts }) => contacts.engineers)
      : [known?.contacts.technical ?? [], known?.contacts.issuers ?? []].flat();
  const reachable = people.flatMap(({ name, email }) =>
    email === undefined ? [] : [[email.toLowerCase(), { name, email }] as const],
  );
  return [...new Map(reachable).values()];
}
