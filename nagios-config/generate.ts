import { planInForce } from '../sla/version.ts';
import { formatObjects, type Section } from './format.ts';
import type { Customer, Inventory } from './inventory/model.ts';
import { mainFile } from './main-file.ts';
import { checkCommands, mailCommands, notificationCommands } from './nagios/commands.ts';
import { engineerContacts, gatewayContact } from './nagios/contacts.ts';
import { dependencies } from './nagios/dependencies.ts';
import { escalations } from './nagios/escalations.ts';
import { groups } from './nagios/groups.ts';
import { hostObject } from './nagios/hosts.ts';
import { serviceObject } from './nagios/services.ts';
import { templates } from './nagios/templates.ts';
import { always, timeperiods, type Years } from './timeperiod.ts';
import { watchesOf } from './watch.ts';

/** Generated files: their text by their path below the output folder, with forward slashes. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** What goes into the generated files besides the inventory itself. */
export interface GenerateOptions {
  /** How the header calls the inventory. */
  readonly source: string;
  readonly years: Years;
  /** The instant (epoch milliseconds) whose versions of the plans are written. */
  readonly now: number;
}

/** Everything that Nagios Core needs for an inventory: its main file and its object files. */
export function generateNagios(inventory: Inventory, options: GenerateOptions): GeneratedFiles {
  const header = (what: string) => [what, ...doNotEdit(options.source)];
  const objects = (what: string, sections: readonly Section[]) =>
    formatObjects(header(what), sections);
  const customers = [...inventory.customers.values()];
  return new Map([
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
    ...customers.map((customer): [string, string] => [
      `nagios/objects/customers/${customer.id}.cfg`,
      objects(`${customer.name}: plan ${customer.plan}.`, customerSections(customer)),
    ]),
  ]);
}

function doNotEdit(source: string): readonly string[] {
  return [
    `Written by "watchclock config generate" from ${source}. Do not edit: the next run overwrites it.`,
    `To change anything here, change ${source} and generate again.`,
  ];
}

function planSections({ plans, nagios }: Inventory, options: GenerateOptions): readonly Section[] {
  return [...plans].flatMap(([name, versions]) => {
    const plan = planInForce(versions, options.now) ?? versions[0]?.plan;
    if (plan === undefined) return [];
    const objects = timeperiods(name, plan.calendar, options.years);
    const { zone } = plan.calendar;
    const title =
      zone === nagios.zone ? '' : `, counted in ${zone}, but read by Nagios in ${nagios.zone}`;
    return [{ title: `plan ${name}${title}`, objects }];
  });
}

function commandSections({ nagios, hosts }: Inventory): readonly Section[] {
  const used = [...hosts.values()].flatMap(watchesOf).filter(({ runsOn }) => runsOn === 'server');
  const ours = used
    .map(({ command: [name = ''] }) => name)
    .filter((name) => /^check_\w+$/.test(name));
  const checks = [...new Set(['check_ping', ...ours])].toSorted();
  return [
    { title: 'checks', objects: checkCommands(nagios, checks) },
    { title: 'notifications', objects: [...notificationCommands(nagios), ...mailCommands()] },
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
