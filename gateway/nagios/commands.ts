import { cutToBytes } from '../../plugins/check/result.ts';
import { formatPassiveCommand } from '../../plugins/wire/passive-command.ts';
import { type Incident, isOutside } from '../incident.ts';
import type { RecordedEvent } from '../incident-event.ts';
import { subjectTag } from '../mail/mail-thread.ts';
import { codeOf } from '../results/return-code.ts';
import { isFine, type PassiveResult, type Watched } from '../signal.ts';
import { ownAuthor } from './echo.ts';

/** The longest line that goes through a command file in one piece (PIPE_BUF of Linux), without its newline. */
export const longestCommand = 4_095;

/**
 * What Nagios has to know of an event, as external commands: that somebody looks at a problem (an acknowledgement), and
 * that nobody does any more. `incident` is as it stands after the event.
 */
export function commandsAbout(incident: Incident, recorded: RecordedEvent): readonly string[] {
  const { event, receivedAt } = recorded;
  const time = Math.floor(receivedAt / 1000);
  const looked = incident.respondedAt !== null || incident.interventionStartedAt !== null;
  const troubled = incident.alerts.filter(({ state }) => !isFine(state));
  switch (event.kind) {
    case 'responded':
      return troubled.map((alert) => acknowledge(alert, incident, time));
    case 'intervention-started':
      // Whoever responded has acknowledged.
      return incident.respondedAt === null
        ? troubled.map((alert) => acknowledge(alert, incident, time))
        : [];
    case 'reopened':
      return looked ? troubled.map((alert) => acknowledge(alert, incident, time)) : [];
    case 'alert-raised':
    case 'state-changed':
      // Nagios takes an acknowledgement back when the state changes.
      return looked && incident.status === 'open' && !isOutside(incident)
        ? [acknowledge(event.alert, incident, time)].filter((line) => line !== '')
        : [];
    case 'resolved':
      // What was resolved and is still in trouble must be heard of again.
      return event.byItself || !looked ? [] : troubled.map((alert) => forget(alert, time));
    default:
      return [];
  }
}

/** A passive result as an external command, cut to what a pipe keeps whole. */
export function commandOfResult(result: PassiveResult): string {
  const { host, service, state, output, longOutput, perfdata, at } = result;
  const first = perfdata === '' ? output : `${output}|${perfdata}`;
  const whole = longOutput === '' ? first : `${first}\n${longOutput}`;
  const code = codeOf(service, state);
  const line = formatPassiveCommand({ host, service, code, output: whole, at });
  // An escape that is cut in two would begin another one.
  return cutToBytes(line, longestCommand).replace(/(?<!\\)((?:\\\\)*)\\$/, '$1');
}

/** Whether names can stand in a command, in which `;` parts the fields. */
export function fitsCommand({ host, service }: Watched): boolean {
  return !/[;\p{Cc}]/u.test(`${host}${service ?? ''}`);
}

/** Not sticky: a worse state takes it back and is notified. Not notified: we tell people ourselves. */
function acknowledge({ host, service }: Watched, { id }: Incident, time: number): string {
  const [name, ...place] =
    service === null
      ? ['ACKNOWLEDGE_HOST_PROBLEM', host]
      : ['ACKNOWLEDGE_SVC_PROBLEM', host, service];
  const [sticky, notify, persistent] = ['1', '0', '0'];
  const comment = `${subjectTag(id)} an engineer looks at it`;
  const fields = [name, ...place, sticky, notify, persistent, ownAuthor, comment];
  return `[${time}] ${fields.join(';')}`;
}

function forget({ host, service }: Watched, time: number): string {
  return service === null
    ? `[${time}] REMOVE_HOST_ACKNOWLEDGEMENT;${host}`
    : `[${time}] REMOVE_SVC_ACKNOWLEDGEMENT;${host};${service}`;
}
