import type { CheckTimes } from '../inventory/model.ts';
import { type NagiosObject, nagiosObject } from '../objects.ts';
import { minutes } from './minutes.ts';
import { names } from './names.ts';

/** What every host and every service has in common. */
export function templates(times: CheckTimes): readonly NagiosObject[] {
  return [hostTemplate(times), serviceTemplate(times), sentServiceTemplate(times)];
}

function hostTemplate(times: CheckTimes): NagiosObject {
  return nagiosObject(
    'host',
    {
      name: names.host,
      register: 0,
      ...schedule(times),
      check_command:
        names.command('check_ping') + '!-H $HOSTADDRESS$ -w 3000,80% -c 5000,100% -p 2',
      ...everyNotification('d,u,r,f,s'),
    },
    ['A host is down when no echo comes back; slow ones are the business of its service ping.'],
  );
}

function serviceTemplate(times: CheckTimes): NagiosObject {
  return nagiosObject(
    'service',
    { name: names.service, register: 0, ...schedule(times), ...everyNotification('w,u,c,r,f,s') },
    ['The gateway hears of everything at any hour: it knows the service hours, Nagios need not.'],
  );
}

/** Three results in a row may get lost before the silence is an alert. */
function sentServiceTemplate({ everyMs }: CheckTimes): NagiosObject {
  const silence = 3 * everyMs;
  return nagiosObject(
    'service',
    {
      name: names.sentService,
      use: names.service,
      register: 0,
      active_checks_enabled: 0,
      passive_checks_enabled: 1,
      check_freshness: 1,
      freshness_threshold: Math.ceil(silence / 1000),
      max_check_attempts: 1,
      check_command: `${names.command('silent')}!${minutes(silence)} minutes`,
    },
    ['The host sends these results; when three in a row are missing, that is UNKNOWN.'],
  );
}

function schedule({ everyMs, retryMs, attempts }: CheckTimes) {
  return {
    check_period: names.always,
    check_interval: minutes(everyMs),
    retry_interval: minutes(retryMs),
    max_check_attempts: attempts,
  };
}

/** Said again every hour, so that a problem whose first notification was lost is still found. */
function everyNotification(options: string) {
  return {
    notification_period: names.always,
    notification_options: options,
    notification_interval: 60,
    contact_groups: names.gateway,
  };
}
