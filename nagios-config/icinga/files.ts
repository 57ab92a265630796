import type { GeneratedFile, GenerateOptions } from '../generated-file.ts';
import type { Customer, Inventory } from '../inventory/model.ts';
import { checksOnServer } from '../nagios/commands.ts';
import { groupNames } from '../nagios/groups.ts';
import { calendarsInForce } from '../plans-in-force.ts';
import { timeperiods } from '../timeperiod.ts';
import { checkCommands, mailCommands, notificationCommands } from './commands.ts';
import { dependencies } from './dependencies.ts';
import { type Definition, formatDefinitions, head } from './dsl.ts';
import { hostDefinition, serviceDefinition } from './hosts.ts';
import { engineerNotifications, gatewayNotifications, users } from './notifications.ts';
import { templates } from './templates.ts';
import { timePeriodDefinition } from './timeperiods.ts';

/** The same for Icinga 2 as for Nagios Core, for `include_recursive` in its own main file. */
export function icingaFiles(
  inventory: Inventory,
  options: GenerateOptions,
): readonly GeneratedFile[] {
  const customers = [...inventory.customers.values()];
  const file = (
    name: string,
    what: string,
    definitions: () => readonly Definition[],
  ): GeneratedFile => ({
    path: `icinga2/${name}.conf`,
    text: () => formatDefinitions(options.header(what), definitions()),
  });
  return [
    file('commands', 'What is run.', () => [
      ...checkCommands(inventory, checksOnServer(inventory, options)),
      ...notificationCommands(inventory),
      ...mailCommands(),
    ]),
    file('templates', 'What all hosts and services have in common.', () =>
      templates(inventory.checks),
    ),
    file('timeperiods', 'The service hours of the plans.', () => plans(inventory, options)),
    file('users', 'Who is notified.', () => users(customers)),
    file('notifications', 'Who hears of what.', () => [
      ...gatewayNotifications(),
      ...engineerNotifications(customers),
    ]),
    file('dependencies', 'What needs what.', dependencies),
    file('groups', 'Groups of customers and of products.', () => groups(inventory)),
    ...customers.map((customer) =>
      file(`customers/${customer.id}`, `${customer.name}: plan ${customer.plan}.`, () =>
        hosts(customer, options),
      ),
    ),
  ];
}

function plans(inventory: Inventory, { now, years }: GenerateOptions): readonly Definition[] {
  return calendarsInForce(inventory, now).flatMap(([plan, calendar]) =>
    timeperiods(plan, calendar, years).map(timePeriodDefinition),
  );
}

function groups(inventory: Inventory): readonly Definition[] {
  return groupNames(inventory).map(({ kind, name, alias }) => ({
    head: head('object', kind === 'host' ? 'HostGroup' : 'ServiceGroup', name),
    attributes: { display_name: alias },
  }));
}

function hosts(customer: Customer, { watches }: GenerateOptions): readonly Definition[] {
  return customer.hosts.flatMap((host) => [
    hostDefinition(host),
    ...watches(host).map(serviceDefinition),
  ]);
}
