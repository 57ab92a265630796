import type { Customer, Inventory } from '../../../../nagios-config/inventory/model.ts';
import { severities } from '../../../../sla/plan.ts';
import { actorOf, may, type Viewer } from '../../../access/viewer.ts';
import { phoneRefusal, planFor } from '../../../directory/raising.ts';
import { type Actor, personal } from '../../../incident-event.ts';
import type { Report } from '../../../signal.ts';
import type { Given } from '../incident/actions.ts';
import { wallClock } from '../wall-clock.ts';

/** What the form for raising asks for, and who raises it. */
export interface AskedReport {
  readonly report: Report;
  readonly actor: Actor;
}

/** What of a form cannot be taken, as a sentence. */
interface FormComplaint {
  readonly complaint: string;
}

/** The report that a form asks for at `now`; `inventory` holds what is visible to whoever sends it. */
export function readReport(
  given: Given,
  viewer: Viewer,
  { inventory, now }: { readonly inventory: Inventory; readonly now: number },
): AskedReport | FormComplaint {
  const customer = inventory.customers.get(given.customer ?? '');
  if (customer === undefined) return { complaint: 'Please say whose incident it is.' };
  const channel = channelOf(viewer, given);
  const raised = channel === 'web' ? { at: now } : callOf(given, customer, { inventory, now });
  if ('complaint' in raised) return raised;
  const content = contentOf(given, customer);
  if ('complaint' in content) return content;
  const keys = given.once === undefined ? [] : [`form ${viewer.name} ${given.once}`];
  const report = {
    kind: 'report',
    customer: customer.id,
    channel,
    ...content,
    ...raised,
    keys,
  } as const;
  return { report, actor: channel === 'web' ? actorOf(viewer) : callerOf(given, viewer) };
}

/** The helpdesk hears of most by phone; a contact writes for itself. */
export function channelOf(viewer: Viewer, { channel }: Given): 'web' | 'phone' {
  return may(viewer, 'act') && channel !== 'web' ? 'phone' : 'web';
}

type Content = Pick<Report, 'summary' | 'description' | 'severity' | 'host' | 'service'>;

function contentOf(
  { summary = '', description = '', severity = '', host = '' }: Given,
  customer: Customer,
): Content | FormComplaint {
  const grade = severities.find((each) => each === severity);
  if (!/^[^\p{Cc}]{1,500}$/u.test(summary))
    return { complaint: 'Please say what is wrong, in one line.' };
  if (grade === undefined) return { complaint: 'Please say how grave it is.' };
  if (description.length > 20_000) return { complaint: 'That is more than 20000 characters.' };
  if (host === '') return { summary, description, severity: grade, host: null, service: null };
  if (!customer.hosts.some(({ name }) => name === host)) {
    return { complaint: `${customer.name} has no machine "${host}".` };
  }
  return { summary, description, severity: grade, host, service: null };
}

function callOf(
  given: Given,
  customer: Customer,
  { inventory, now }: { readonly inventory: Inventory; readonly now: number },
): { readonly at: number } | FormComplaint {
  if ((given.caller ?? '') === '') return { complaint: 'Please say who called.' };
  const at = wallClock(given.called_at, planFor(inventory, customer, now).calendar.zone);
  if (at === undefined) return { complaint: 'Please say when the call was.' };
  if (at > now) return { complaint: 'The call cannot have been later than now.' };
  const refusal = phoneRefusal(inventory, customer, at);
  return refusal === undefined ? { at } : { complaint: refusal };
}

/** Whoever called is the issuer, whoever writes it down is not. */
function callerOf({ caller = '' }: Given, viewer: Viewer): Actor {
  const name = `${caller.slice(0, 200)} (by phone to ${viewer.name})`;
  return { kind: 'customer', name: personal(name) };
}
