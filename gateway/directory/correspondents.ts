import type { Inventory } from '../../nagios-config/inventory/model.ts';
import type { Correspondent } from '../mail/correspondence.ts';

/** Who writes from an address: a customer's technical contact or issuer, or one of our engineers; undefined for nobody known. */
export function correspondentOf(inventory: Inventory, address: string): Correspondent | undefined {
  const email = address.toLowerCase();
  const isMeant = (person: { readonly email?: string }) => person.email?.toLowerCase() === email;
  const found = [...inventory.customers.values()].flatMap(({ id, contacts }) => {
    const people = [contacts.technical ?? [], contacts.issuers].flat();
    const person = people.find(isMeant);
    return person === undefined ? [] : [{ id, name: person.name }];
  });
  const [first] = found;
  if (first !== undefined) {
    return { kind: 'customer', name: first.name, email, customers: found.map(({ id }) => id) };
  }
  const all = [...inventory.customers.values()].flatMap(({ contacts }) => contacts.engineers);
  const engineer = [...inventory.engineers, ...all].find(isMeant);
  return engineer && { kind: 'engineer', name: engineer.name, email, customers: [] };
}
