import { formatObjects, type Section } from '../format.ts';
import type { GeneratedFile, GenerateOptions } from '../generate.ts';
import type { Customer, Inventory } from '../inventory/model.ts';
import { mainFile } from '../main-file.ts';
import { calendarsInForce } from '../plans-in-force.ts';
import { always, timeperiods } from '../timeperiod.ts';
import { watchesOf } from '../watch.ts';
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
  const { header } = options;
  const objects = (what: string, sections: readonly Section[]) =>
    formatObjects(header(what), sections);
  const customers = [...inventory.customers.values()];
  return [
    ['nagios/nagios.cfg', mainFile(header('The main file of Nagios Core.'), inventory.nagios)],
    ['nagios/objects/commands.cfg', objects('What is run.', commandSections(inventory))],
    [
      'nagios/objects/templates.cfg',
      objects('What all hosts and services have in common.', [
        { title: 'templates', objects: templates(inventory.checks) },
      ]),
    ],
    [
      'nagios/objects/timeperiods.cfg',
      objects('The service hours of the plans.', [
        { title: 'around the clock', objects: [always()] },
        ...planSections(inventory, options),
      ]),
    ],
    [
      'nagios/objects/contacts.cfg',
      objects('Who is notified.', [
        { title: 'the gateway', objects: gatewayContact() },
        { title: 'engineers on duty', objects: engineerContacts(customers) },
      ]),
    ],
    [
      'nagios/objects/groups.cfg',
      objects('Groups of customers and of products.', [
        { title: 'groups', objects: groups(inventory) },
      ]),
    ],
    ...customers.map(
      (customer): GeneratedFile => [
        `nagios/objects/customers/${customer.id}.cfg`,
        objects(`${customer.name}: plan ${customer.plan}.`, customerSections(customer)),
      ],
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

function commandSections(inventory: Inventory): readonly Section[] {
  return [
    { title: 'checks', objects: checkCommands(inventory, checksOnServer(inventory)) },
    {
      title: 'notifications',
      objects: [...notificationCommands(inventory.nagios), ...mailCommands()],
    },
  ];
}

function customerSections(customer: Customer): readonly Section[] {
  const hosts = customer.hosts.map((host): Section => {
    const watches = watchesOf(host);
    return {
      title: `host ${host.name}`,
      objects: [hostObject(host), ...watches.map(serviceObject), ...dependencies(host, watches)],
    };
  });
  return [...hosts, { title: 'escalations', objects: escalations(customer) }];
}
