import type { Inventory } from '../../../../nagios-config/inventory/model.ts';
import { openTime } from '../../../../sla/open-time.ts';
import { localText } from '../../../../sla/wording.ts';
import { mayCommand } from '../../../access/may-command.ts';
import type { IncidentView } from '../../../incident/incident-reader.ts';
import type { Visitor } from '../layout.ts';
import type { ActionContext } from './action-panel.ts';

/** What a visitor may do to an incident and should know before; undefined for one who has not signed in. */
export function contextFor(
  view: IncidentView,
  { viewer, formKey }: Visitor,
  { customers }: Inventory,
): ActionContext | undefined {
  if (formKey === undefined) return undefined;
  const contacts = customers.get(view.incident.raised.customer ?? '')?.contacts;
  const technical = contacts?.technical === undefined ? [] : [contacts.technical];
  const people = [...technical, ...(contacts?.issuers ?? [])].map(({ name }) => name);
  const side = viewer.role === 'customer' ? 'customer' : 'helpdesk';
  const ownNotes = { note: 'What is not for the customer only the helpdesk and auditors read.' };
  const hints = { ...hintsFor(view), ...(side === 'helpdesk' && ownNotes) };
  return { formKey, people, side, hints, may: (kind) => mayCommand(viewer, kind) };
}

/** When the next status update will be due if this one is posted now (service.md rule 10). */
function hintsFor({ clocks: { history, awaited } }: IncidentView): ActionContext['hints'] {
  const { plan, now } = history;
  if (awaited === null || plan.updates === null || awaited.phase === 'paused') return {};
  const next = openTime(plan.calendar).after(now, plan.updates.every);
  if (!Number.isFinite(next)) return {};
  const due = localText(next, plan.calendar.zone).replace(/:\d\d( [+-])/, '$1');
  return { 'update-posted': `The next one is then due ${due}, unless the clocks rest.` };
}
