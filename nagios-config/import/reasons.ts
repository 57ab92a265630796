/** Why something of an existing configuration is not carried over, or not as it was. */
export function because(type: string, directive?: string): string {
  if (directive === undefined) return ofType[type] ?? 'an inventory has no place for it';
  if (directive === 'notes' && type === 'service') return 'stands beside the service as its reason';
  return ofDirective[directive] ?? 'an inventory has no place for it';
}

const ofType: Readonly<Record<string, string>> = {
  command: 'command lines are written out in the services that use them',
  contact:
    'whoever has an e-mail address becomes an engineer; the gateway decides who is told what',
  contactgroup: 'its members are engineers of the customer',
  timeperiod: 'service hours belong to plans; checks and notifications go on at any hour',
  servicedependency: 'dependencies follow from agents and parents',
  hostdependency: 'dependencies follow from agents and parents',
  serviceescalation: 'who hears of it when nobody responds is said by "duty"',
  hostescalation: 'who hears of it when nobody responds is said by "duty"',
};

const told = 'the gateway hears of everything at any hour, and decides who is told';
const paced = '"checks" of the inventory says it for all hosts';

const ofDirective: Readonly<Record<string, string>> = {
  check_command: 'a host is asked with an echo',
  check_interval: paced,
  retry_interval: paced,
  max_check_attempts: paced,
  check_period: 'checks go on at any hour: the gateway knows the service hours',
  contacts: told,
  contact_groups: told,
  notification_period: told,
  notification_options: told,
  notification_interval: told,
  notifications_enabled: told,
  first_notification_delay: told,
  alias: 'a group is called by its name',
  event_handler: 'nothing is repaired behind the back of those on duty',
  event_handler_enabled: 'nothing is repaired behind the back of those on duty',
  process_perf_data: 'the gateway keeps performance data',
  flap_detection_enabled: 'the main file switches it on for all',
  retain_status_information: 'the main file switches it on for all',
  retain_nonstatus_information: 'the main file switches it on for all',
  obsess_over_service: 'results reach the gateway by themselves',
  obsess_over_host: 'results reach the gateway by themselves',
  parents: 'a parent that is left out',
};
