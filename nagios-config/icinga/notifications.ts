import type { Customer } from '../inventory/model.ts';
import { reachable } from '../nagios/contacts.ts';
import { names } from '../nagios/names.ts';
import { type Definition, expression, head, quoted } from './dsl.ts';

/** The gateway as a user that hears of everything, and the engineers who can be written to. */
export function users(customers: readonly Customer[]): readonly Definition[] {
  const engineers = new Map(
    customers.flatMap(reachable).map((person) => [person.email, person] as const),
  );
  return [
    {
      head: head('object', 'User', names.gateway),
      attributes: { display_name: 'The watchclock gateway' },
    },
    ...[...engineers.keys()].toSorted().map((email) => ({
      head: head('object', 'User', email),
      attributes: {
        display_name: engineers.get(email)?.name,
        email,
        groups: customers
          .filter((customer) => reachable(customer).some((person) => person.email === email))
          .map(({ id }) => names.engineers(id)),
      },
    })),
    ...customers
      .filter((customer) => reachable(customer).length > 0)
      .map(({ id, name }) => ({
        head: head('object', 'UserGroup', names.engineers(id)),
        attributes: { display_name: `On duty for ${name}` },
      })),
  ];
}

/** Everything goes to the gateway, at any hour, and again every hour so that one that was lost is still found. */
export function gatewayNotifications(): readonly Definition[] {
  return (['Host', 'Service'] as const).map((kind) => ({
    head: `apply Notification ${quoted(names.gateway)} to ${kind}`,
    attributes: {
      command: names.command(`notify-${kind.toLowerCase()}`),
      users: [names.gateway],
      interval: expression('1h'),
    },
    statements: ['assign where true'],
  }));
}

/** Two hours in, the engineers on duty get a mail from Icinga itself, inside the service hours of the plan. */
export function engineerNotifications(customers: readonly Customer[]): readonly Definition[] {
  const notified = customers.filter((customer) => reachable(customer).length > 0);
  return notified.flatMap(({ id, plan }) =>
    (['Host', 'Service'] as const).map((kind) => ({
      head: `apply Notification ${quoted(names.engineers(id))} to ${kind}`,
      attributes: {
        command: names.command(`mail-${kind.toLowerCase()}`),
        user_groups: [names.engineers(id)],
        period: names.plan(plan),
        interval: expression('1h'),
        times: expression('{ begin = 2h }'),
      },
      statements: [`assign where ${quoted(id)} in host.groups`],
    })),
  );
}
