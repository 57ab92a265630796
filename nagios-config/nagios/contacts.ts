import type { Customer } from '../inventory/model.ts';
import type { Person } from '../inventory/person.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { names } from './names.ts';

/** The contact that is the gateway: it hears of every kind of notification, at any hour. */
export function gatewayContact(): readonly NagiosObject[] {
  return [
    nagiosObject('contact', {
      contact_name: names.gateway,
      alias: 'The watchclock gateway',
      ...notified(names.always, 'notify'),
      can_submit_commands: 0,
    }),
    nagiosObject('contactgroup', {
      contactgroup_name: names.gateway,
      alias: 'The watchclock gateway',
      members: names.gateway,
    }),
  ];
}

/** Engineers who can be written to, each once, and a group of them for each customer that has any. */
export function engineerContacts(customers: readonly Customer[]): readonly NagiosObject[] {
  const engineers = new Map(customers.flatMap(reachable).map((person) => [person.email, person]));
  const contacts = [...engineers.values()]
    .toSorted((a, b) => (a.email < b.email ? -1 : 1))
    .map(({ name, email }) =>
      nagiosObject('contact', {
        contact_name: email,
        alias: name,
        email,
        ...notified(names.always, 'mail'),
      }),
    );
  const groups = customers
    .filter((customer) => reachable(customer).length > 0)
    .map((customer) =>
      nagiosObject('contactgroup', {
        contactgroup_name: names.engineers(customer.id),
        alias: `On duty for ${customer.name}`,
        members: reachable(customer)
          .map(({ email }) => email)
          .join(','),
      }),
    );
  return [...contacts, ...groups];
}

/** The engineers of a customer who have an e-mail address. */
export function reachable(customer: Customer): readonly (Person & { readonly email: string })[] {
  return customer.contacts.engineers.flatMap((person) =>
    person.email === undefined ? [] : [{ ...person, email: person.email }],
  );
}

function notified(period: string, how: 'notify' | 'mail') {
  return {
    host_notification_period: period,
    service_notification_period: period,
    host_notification_options: 'd,u,r,f,s',
    service_notification_options: 'w,u,c,r,f,s',
    host_notification_commands: names.command(`${how}-host`),
    service_notification_commands: names.command(`${how}-service`),
  };
}
