import type { Customer } from '../inventory/model.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { reachable } from './contacts.ts';
import { names } from './names.ts';

/**
 * From the third notification on (two hours in), the engineers on duty get a mail from Nagios itself, inside the
 * service hours of the plan: should the gateway be dead, somebody hears of it all the same.
 */
export function escalations(customer: Customer): readonly NagiosObject[] {
  if (reachable(customer).length === 0 || customer.hosts.length === 0) return [];
  const common = {
    first_notification: 3,
    last_notification: 0,
    notification_interval: 60,
    contact_groups: `${names.gateway},${names.engineers(customer.id)}`,
    escalation_period: names.plan(customer.plan),
  };
  const because = ['two hours in, the engineers on duty hear it from Nagios too, past the gateway'];
  return [
    nagiosObject(
      'hostescalation',
      { hostgroup_name: customer.id, ...common, escalation_options: 'd,u,r' },
      because,
    ),
    nagiosObject(
      'serviceescalation',
      { servicegroup_name: customer.id, ...common, escalation_options: 'c,r' },
      because,
    ),
  ];
}
