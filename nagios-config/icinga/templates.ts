import type { CheckTimes } from '../inventory/model.ts';
import { names } from '../nagios/names.ts';
import { type Definition, expression, head } from './dsl.ts';

/** What every host and every service has in common. */
export function templates(times: CheckTimes): readonly Definition[] {
  return [
    {
      head: head('template', 'Host', names.host),
      attributes: {
        ...schedule(times),
        check_command: names.command('check_ping'),
        'vars.watchclock_arguments': '-H $address$ -w 3000,80% -c 5000,100% -p 2'.split(' '),
      },
      reasons: [
        'A host is down when no echo comes back; slow ones are the business of its service ping.',
      ],
    },
    { head: head('template', 'Service', names.service), attributes: schedule(times) },
    sentService(times),
  ];
}

/** Three results in a row may get lost: each one that comes puts the check for silence off again. */
function sentService({ everyMs }: CheckTimes): Definition {
  const silence = seconds(3 * everyMs);
  return {
    head: head('template', 'Service', names.sentService),
    attributes: {
      check_command: 'dummy',
      check_interval: silence,
      retry_interval: silence,
      max_check_attempts: 1,
      enable_flapping: true,
      'vars.dummy_state': 3,
      'vars.dummy_text': `UNKNOWN - the host has sent no result for ${silence.text}`,
    },
    reasons: ['The host sends these results; when three in a row are missing, that is UNKNOWN.'],
  };
}

function schedule({ everyMs, retryMs, attempts }: CheckTimes) {
  return {
    check_interval: seconds(everyMs),
    retry_interval: seconds(retryMs),
    max_check_attempts: attempts,
    enable_flapping: true,
  };
}

function seconds(milliseconds: number) {
  return expression(`${milliseconds / 1000}s`);
}
