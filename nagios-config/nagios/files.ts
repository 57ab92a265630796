import { formatObjects, type Section } from '../format.ts';
import type { GeneratedFile, GenerateOptions } from '../generated-file.ts';
import type { Customer, Inventory } from '../inventory/model.ts';
import { mainFile } from '../main-file.ts';
import { calendarsInForce } from '../plans-in-force.ts';
import { always, timeperiods } from '../timeperiod.ts';
import { checkCommands, checksOnServer, mailCommands, notificationCommands } from './commands.ts';
import { engineerContacts, gatewayContact } from './contacts.ts';
import { dependencies } from './dependencies.ts';
import { escalations } from './escalations.ts';
import { groups } from './groups.ts';
import { hostObject } from './hosts.ts';
import { serviceObject } from './services.ts';
import { templates } from './templates.ts';

/** Everything that Nagios Core needs for an inventory: its main file and its object files. */
export function nagiosFiles(
  inventory: Inventory,
  options: GenerateOptions,
): readonly GeneratedFile[] {
  const customers = [...inventory.customers.values()];
  const main = options.header('The main file of Nagios Core.');
  const file = (name: string, what: string, sections: () => readonly Section[]): GeneratedFile => ({
    path: `nagios/objects/${name}.cfg`,
    text: () => formatObjects(options.header(what), sections()),
  });
  return [
    { path: 'nagios/nagios.cfg', text: () => mainFile(main, inventory.nagios) },
    file('commands', 'What is run.', () => commandSections(inventory, options)),
    file('templates', 'What all hosts and services have in common.', () => [
      { title: 'templates', objects: templates(inventory.checks) },
    ]),
    file('timeperiods', 'The service hours of the plans.', () => [
      { title: 'around the clock', objects: [always()] },
      ...planSections(inventory, options),
    ]),
    file('contacts', 'Who is notified.', () => [
      { title: 'the gateway', objects: gatewayContact() },
      { title: 'engineers on duty', objects: engineerContacts(customers) },
    ]),
    file('groups', 'Groups of customers and of products.', () => [
      { title: 'groups', objects: groups(inventory) },
    ]),
    ...customers.map((customer) =>
      file(`customers/${customer.id}`, `${customer.name}: plan ${customer.plan}.`, () =>
        customerSections(customer, options),
      ),
    ),
  ];
}

function planSections(inventory: Inventory, options: GenerateOptions): readonly Section[] {
  return calendarsInForce(inventory, options.now).map(([plan, calendar]) => ({
    title: `plan ${plan}${elsewhere(calendar.zone, inventory.nagios.zone)}`,
    objects: timeperiods(plan, calendar, options.years),
  }));
}

function elsewhere(zone: string, own: string): string {
  return zone === own ? '' : `: its hours are meant in ${zone}, and read by Nagios in ${own}`;
}

function commandSections(inventory: Inventory, options: GenerateOptions): readonly Section[] {
  return [
    { title: 'checks', objects: checkCommands(inventory, checksOnServer(inventory, options)) },
    {
      title: 'notifications',
      objects: [...notificationCommands(inventory.nagios), ...mailCommands()],
    },
  ];
}

function customerSections(customer: Customer, options: GenerateOptions): readonly Section[] {
  const hosts = customer.hosts.map((host): Section => {
    const watches = options.watches(host);
    return {
      title: `host ${host.name}`,
      objects: [hostObject(host), ...watches.map(serviceObject), ...dependencies(host, watches)],
    };
  });
  return [...hosts, { title: 'escalations', objects: escalations(customer) }];
}
